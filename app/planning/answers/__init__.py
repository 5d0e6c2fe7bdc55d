"""Published problems answered: a plan for a problem of a file, and the proof of somebody's plan."""
