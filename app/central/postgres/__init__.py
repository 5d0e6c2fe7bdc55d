"""The line to a site's PostgreSQL server: whom it calls, how long it waits, and what it does not believe."""
