"""Commands about what this computer keeps of a site's database server."""
