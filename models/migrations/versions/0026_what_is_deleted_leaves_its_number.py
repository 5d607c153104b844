"""Reminders that are over may go, a deleted row's number is given to no other, and old broadcasts know what was sent.

SQLite gives a deleted row's number to the next one unless the table is made to keep count, and one that was made anew
by an earlier migration had stopped: a test was not paid where the number of a forgotten person's stood in the ledger.
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

COUNTED = ('attempt', 'broadcast', 'credential', 'reminder', 'task')
NAMED_IN = (('auditentry', 'subject'), ('ledgertransaction', 'cause'), ('delivery', 'dedupe_key'))
"""Where the numbers of rows that are gone may stand, as "attempt:7" or "attempt:7:ended"."""
OVER = sa.text('due_at IS NULL')
AT_ONCE = {
    'sqlite': "'1970-01-01 00:00:00.000000'",
    'postgresql': "timestamptz '1970-01-01 00:00:00+00'",
}
COUNT_CARDS = """
    INSERT INTO wave (broadcast_id, at, made, sent, lost, withdrawn)
    SELECT broadcast_id, CASE WHEN not_before > created_at THEN not_before ELSE {at_once} END AS at, count(*),
        sum(CASE WHEN state = 2 THEN 1 ELSE 0 END), sum(CASE WHEN state IN (3, 4, 6) THEN 1 ELSE 0 END),
        sum(CASE WHEN state = 5 THEN 1 ELSE 0 END)
    FROM delivery
    WHERE broadcast_id IN (SELECT id FROM broadcast) AND broadcast_id NOT IN (SELECT broadcast_id FROM wave)
    GROUP BY broadcast_id, 2
"""


def upgrade() -> None:
    op.add_column('reminder', sa.Column('over_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('reminder_over', 'reminder', ['over_at'], sqlite_where=OVER, postgresql_where=OVER)
    op.execute(COUNT_CARDS.format(at_once=AT_ONCE[op.get_bind().dialect.name]))
    for table in COUNTED if op.get_bind().dialect.name == 'sqlite' else ():
        _keep_count(table)


def _keep_count(table: str) -> None:
    with op.batch_alter_table(table, recreate='always', table_kwargs={'sqlite_autoincrement': True}):
        pass
    connection = op.get_bind()
    highest = [connection.exec_driver_sql(f'SELECT coalesce(max(id), 0) FROM {table}').scalar_one()]
    begins = f'{table}:'
    for where, column in NAMED_IN:
        number = f"max(CAST(substr({column}, {len(begins) + 1}) AS INTEGER))"
        among = f"FROM {where} WHERE {column} >= '{begins}' AND {column} < '{table};'"
        highest.append(connection.exec_driver_sql(f'SELECT coalesce({number}, 0) {among}').scalar_one())
    connection.exec_driver_sql('DELETE FROM sqlite_sequence WHERE name = ?', (table,))
    connection.exec_driver_sql('INSERT INTO sqlite_sequence VALUES (?, ?)', (table, max(highest)))


def downgrade() -> None:
    op.drop_index('reminder_over', 'reminder')
    op.drop_column('reminder', 'over_at')
