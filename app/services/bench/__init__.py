"""The bench's services: packing, papers, the label printer, and the door."""
