"""The copies that upgrades leave beside an SQLite database: they hold what people said and showed, and go in time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import URL

log = structlog.get_logger()

FORM = "%Y%m%d-%H%M%S"


def file_of(url: URL) -> Path | None:
    """Where an SQLite database lives; None for any other, and for one in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(url.database)


def copy_of(database: Path, now: datetime) -> Path:
    """The name of a copy that is made now."""
    return database.with_name(f"{database.name}.{now:{FORM}}.backup")


def forget_copies(url: URL, before: datetime) -> int:
    """Deletes the copies that were made before; how many went. Whoever wants to keep one gives it another name."""
    database, gone = file_of(url), 0
    for copy in sorted(database.parent.iterdir()) if database and database.parent.is_dir() else ():
        made = re.fullmatch(rf"{re.escape(database.name)}\.(\d{{8}}-\d{{6}})\.backup", copy.name) if database else None
        if made and datetime.strptime(made[1], FORM).replace(tzinfo=UTC) < before:
            gone += _deleted(copy)
    return gone


def _deleted(copy: Path) -> bool:
    try:
        copy.unlink(missing_ok=True)
    except OSError as failure:
        log.warning(
            "copy-not-deleted", file=copy.name, because=failure.strerror, mend="delete it: evidence may be in it"
        )
        return False
    log.info("copy-deleted", file=copy.name)
    return True
