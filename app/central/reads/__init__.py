"""Reads: frozen rows for screens and stations; nothing here changes the books."""
