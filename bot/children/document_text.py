"""What a PDF says, read in a process of its own: a file made to be endless, or to eat all memory, is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.children.document_child import SIGNED
from models.signature import Signature, SignatureState, recalled

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the first pages say, empty for a picture of text and where the reading broke off; and who signed it."""

    text: str
    signatures: tuple[Signature, ...] = ()


def read_pdf(content: bytes, roots: Path | None = None, seconds: float = SECONDS) -> Reading:
    """Reads a PDF.

    Args:
        roots: the folder with the certificates under which signers are trusted; without one, nobody is.
    """
    command = [sys.executable, "-m", "bot.children.document_child", *([str(roots.absolute())] if roots else [])]
    folder = Path(__file__).parents[2]
    try:
        done = subprocess.run(  # our own module; the file goes in by standard input
            command, input=content, capture_output=True, timeout=seconds, cwd=folder, check=False
        ).stdout
    except subprocess.TimeoutExpired as late:
        done = late.stdout or b""
    said, _, signed = done.partition(b"\n")
    return Reading(_text(said), _signatures(signed, is_signed=SIGNED in content))


def _text(line: bytes) -> str:
    try:
        return str(json.loads(line))
    except ValueError:
        return ""


def _signatures(line: bytes, *, is_signed: bool) -> tuple[Signature, ...]:
    """As they were read; one that can't be read where a file says that it is signed and the reading broke off."""
    try:
        return recalled(json.loads(line)) if is_signed else ()
    except (ValueError, KeyError, TypeError):
        return (Signature(SignatureState.UNREADABLE),)
