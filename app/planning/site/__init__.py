"""Planning the walks of a site: its floor as a layout, exact routes, and orders put onto carts by search."""
