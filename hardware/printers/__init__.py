"""Label printers: on the network, on a serial line, on USB, behind Windows and behind CUPS.

A driver is a cable and a language. Cables that can be asked are ``two_way``, those behind a spooler are
``spooled``; what the printer understands is one of ``languages``.
"""
