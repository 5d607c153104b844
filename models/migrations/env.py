"""How Alembic reaches the tables: on a connection that it is handed."""

from __future__ import annotations

from alembic import context

from models.tables import is_ours, metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=False,
    include_object=is_ours,
)
with context.begin_transaction():
    context.run_migrations()
