"""How a station's devices are named in files, found among a site's stations, and changed while it runs."""
