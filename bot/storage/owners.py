"""What root makes beside a service is the service's: a file that only root may write to would keep it from starting."""

from __future__ import annotations

import os
from pathlib import Path


def give(file: Path) -> None:
    """Where root made it, it belongs to whoever its folder belongs to."""
    if os.geteuid() == 0:
        folder = file.absolute().parent.stat()
        os.chown(file, folder.st_uid, folder.st_gid)


def begin(file: Path) -> None:
    """An empty file where there is none, given like that; SQLite fills it. Where it has no place SQLite says so."""
    if os.geteuid() == 0 and not file.exists() and file.absolute().parent.is_dir():
        file.touch()
        give(file)
