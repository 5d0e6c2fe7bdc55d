"""What Alembic runs: the steps that are missing, on the connection that the program hands over.

``app.central.schema.migrate`` calls it; there is no configuration file and nothing is printed.
"""

from alembic import context

from app.central.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
