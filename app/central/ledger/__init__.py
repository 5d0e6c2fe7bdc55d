"""How the bookkeeper gets facts and rows out of the central database, and the new books into it."""
