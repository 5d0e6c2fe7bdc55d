"""A walk as the picking screen shows it: where the picker stands, what is said and painted, how a scan is answered."""
