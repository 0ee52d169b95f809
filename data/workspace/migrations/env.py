"""What Alembic runs: the migrations on the connection that `workspace.database` hands over."""

from alembic import context

from data.workspace.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
