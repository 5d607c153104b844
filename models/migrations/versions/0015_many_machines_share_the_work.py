"""Jobs are taken by a lease; on PostgreSQL procrastinate gets its tables."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

SCHEMA = Path(__file__).parent.parent / 'procrastinate' / '3.10.0.sql'

FORGET = """
DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers CASCADE;
DO $$
DECLARE
    name regprocedure;
BEGIN
    FOR name IN SELECT oid FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' LOOP
        EXECUTE 'DROP FUNCTION ' || name;
    END LOOP;
END;
$$;
DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_event_type, procrastinate_job_status;
"""


def upgrade() -> None:
    op.add_column('job', sa.Column('lease', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('job', sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True))
    _on_postgresql(SCHEMA.read_text('utf-8'))


def downgrade() -> None:
    _on_postgresql(FORGET)
    op.drop_column('job', 'leased_until')
    op.drop_column('job', 'lease')


def _on_postgresql(statements: str) -> None:
    """As they stand: without parameters the driver takes several at once."""
    connection = op.get_bind()
    if connection.dialect.name == 'postgresql':
        connection.exec_driver_sql(statements, execution_options={'no_parameters': True})
