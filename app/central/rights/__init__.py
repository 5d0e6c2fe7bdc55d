"""Who may do what in the database of a site: groups of roles, one role for each station, and their grants."""
