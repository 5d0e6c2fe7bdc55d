"""Label printers that understand ZPL II."""
