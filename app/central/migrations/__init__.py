"""The steps by which the tables of the central database came to their present form, run by Alembic."""
