"""What the screens at the pack bench and at the door think with: packing an order, handing parcels over."""
