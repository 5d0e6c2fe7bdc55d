"""Barcode scanners: on a serial line, or as a keyboard (a "wedge")."""
