"""Registering a site's stations at its database server."""
