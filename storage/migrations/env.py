"""Alembic's way in: `storage._upgrade` runs it with an open connection. No file and no environment is read."""

from alembic import context

from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=False,  # the caller's transaction is the transaction: all steps or none
)
context.run_migrations()
