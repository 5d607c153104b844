"""A broadcast of a million: its cards are counted in waves, and indexes leave out what nobody has touched."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
UNSENT = sa.text('state < 2')
WAITING = sa.text('made > sent + lost + withdrawn')
OF_OFFERS = {
    'offer_held': (['held_until'], 'held_until IS NOT NULL'),
    'offer_waiting': (['state', 'submitted_at'], 'submitted_at IS NOT NULL'),
    'offer_tapped': (['task_id'], 'tapped_at IS NOT NULL'),
    'offer_claimed': (['task_id'], 'claimed_at IS NOT NULL'),
}


def upgrade() -> None:
    op.create_table(
        'wave',
        sa.Column('broadcast_id', ID, nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ('made', 'sent', 'lost', 'withdrawn')),
        sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id']),
        sa.PrimaryKeyConstraint('broadcast_id', 'at'),
    )
    op.create_index('wave_waiting', 'wave', ['broadcast_id'], sqlite_where=WAITING, postgresql_where=WAITING)
    for table, index in (('delivery', 'delivery_due'), ('delivery', 'ix_delivery_broadcast_id'),
                         ('offer', 'ix_offer_broadcast_id'), ('offer', 'offer_held'), ('offer', 'offer_waiting')):
        op.drop_index(index, table)
    due = ['broadcast_id', 'channel', 'priority', 'not_before', 'id']
    op.create_index('delivery_due', 'delivery', due, sqlite_where=UNSENT, postgresql_where=UNSENT)
    for index, (columns, where) in OF_OFFERS.items():
        op.create_index(index, 'offer', columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    # A pause was a due time in another century, and whoever came from a room was counted among those written to.
    op.execute("UPDATE delivery SET not_before = created_at WHERE state < 2 AND not_before > '2100-01-01'")
    op.execute('UPDATE delivery SET broadcast_id = NULL WHERE state < 2 AND priority < 2')
    # What is put right when a broadcast is over is done in the order of its experts.
    op.execute("UPDATE broadcast SET cursor = 0 WHERE ended_at IS NULL AND state IN ('cancelled', 'done')")


def downgrade() -> None:
    for index in OF_OFFERS:
        op.drop_index(index, 'offer')
    op.drop_index('delivery_due', 'delivery')
    due = ['channel', 'priority', 'not_before', 'id']
    op.create_index('delivery_due', 'delivery', due, sqlite_where=UNSENT, postgresql_where=UNSENT)
    op.create_index('ix_delivery_broadcast_id', 'delivery', ['broadcast_id'])
    op.create_index('ix_offer_broadcast_id', 'offer', ['broadcast_id'])
    op.create_index('offer_held', 'offer', ['state', 'held_until'])
    op.create_index('offer_waiting', 'offer', ['state', 'submitted_at'])
    op.drop_table('wave')
