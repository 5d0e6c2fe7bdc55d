"""Papers that come out of an office printer by themselves: packing slips and manifests."""
