"""Everything that hangs on a wire: scanners, label printers, scales, and simulators of each.

A library of its own: it knows nothing of the warehouse, of screens or of databases. Text and bytes go
in and out; states are an enum with a short code as detail, never a sentence for people.
"""
