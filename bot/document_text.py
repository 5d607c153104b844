"""The text of a PDF, read in a process of its own: a file made to be endless, or to eat all memory, is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SECONDS = 20.0


def read_text(content: bytes, seconds: float = SECONDS) -> str:
    """What the first pages say; empty for a picture of text, and where the reading broke off."""
    command = [sys.executable, "-m", "bot.document_child"]
    folder = Path(__file__).parent.parent
    try:
        done = subprocess.run(  # our own module; the file goes in by standard input
            command, input=content, capture_output=True, timeout=seconds, cwd=folder, check=False
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return ""
    return found if isinstance(found, str) else ""
