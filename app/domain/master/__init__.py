"""Master data: items and their barcodes, places, people."""
