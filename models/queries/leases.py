"""What processes ask of the table of leases, once a second; PostgreSQL only.

All times are the database's. `:owner` is who asks, `:wanted` the channels that it could serve, `:ttl` how many seconds
a lease holds.
"""

from __future__ import annotations

from sqlalchemy import text

HEAR = "hear:"
"""With a platform after it: the lease to listen there."""

MAKE = text(
    "INSERT INTO sender (channel, owner, until, epoch)"
    " SELECT channel, '', clock_timestamp(), 0 FROM unnest(CAST(:wanted AS varchar[])) AS wanted (channel)"
    " ON CONFLICT DO NOTHING"
)
RENEW = text(
    "UPDATE sender SET until = clock_timestamp() + make_interval(secs => :ttl)"
    " WHERE owner = :owner AND channel = ANY(:wanted) RETURNING channel, epoch"
)
_TAKE = """
    UPDATE sender
    SET owner = :owner, until = clock_timestamp() + make_interval(secs => :ttl), epoch = sender.epoch + 1
    FROM (
        SELECT channel FROM sender WHERE channel = ANY(:wanted) AND owner <> :owner AND (%s)
        ORDER BY random() LIMIT :most FOR UPDATE SKIP LOCKED
    ) AS free
    WHERE sender.channel = free.channel RETURNING sender.channel, sender.epoch
"""
CLAIM = text(_TAKE % "until NOT BETWEEN clock_timestamp() AND clock_timestamp() + make_interval(secs => :ttl)")
"""Also what runs longer than any lease does: the database's clock was put back."""
LEFT_OVER = text(_TAKE % "until < clock_timestamp() - interval '2 seconds'")
"""What nobody took for a while."""
HELD = text("SELECT count(*) FROM sender WHERE channel = :channel AND owner <> '' AND until > clock_timestamp()")
OTHERS = text("SELECT count(*), coalesce(sum(room), 0) FROM worker WHERE owner <> :owner AND until > clock_timestamp()")
"""How many other processes there are, and how much more they would take."""
ALIVE = text(
    "INSERT INTO worker (owner, until, room)"
    " VALUES (:owner, clock_timestamp() + make_interval(secs => :ttl), :room)"
    " ON CONFLICT (owner) DO UPDATE SET until = excluded.until, room = excluded.room"
)
GIVE_BACK = text(
    "UPDATE sender SET owner = '', until = clock_timestamp() - interval '1 microsecond'"
    " WHERE channel = :channel AND owner = :owner AND epoch = :epoch"
)
LEAVE = text("DELETE FROM worker WHERE owner = :owner OR until < clock_timestamp() - interval '1 hour'")
