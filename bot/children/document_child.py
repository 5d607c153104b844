"""The process in which one PDF is read: `python -m bot.children.document_child [ROOTS]`, the file in, JSON out.

One line for its text, and one for its signatures where it has any: the first is out before the second is looked for.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

from models.signature import Signature, SignatureState

MEMORY = 1024**3
CPU_SECONDS = 10
MOST_PAGES = 10
MOST_CHARACTERS = 20_000
SIGNED = b"/ByteRange"


def main() -> None:
    """Answers with what the first pages say, and who signed it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    logging.disable(logging.CRITICAL)
    content = sys.stdin.buffer.read()
    print(json.dumps(_text(content)[:MOST_CHARACTERS]), flush=True)
    if SIGNED in content:
        print(json.dumps([one.stored() for one in _signatures(content, sys.argv[1:])]))


def _text(content: bytes) -> str:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(content))
        return "\n".join(page.extract_text() for _, page in zip(range(MOST_PAGES), reader.pages, strict=False))
    except Exception:  # whatever a file made to be unreadable raises, it has no text
        return ""


def _signatures(content: bytes, folders: list[str]) -> list[Signature]:
    try:
        from bot.children.document_signatures import signatures
    except ImportError:
        return [Signature(SignatureState.UNCHECKED)]
    from bot.checks.trust_roots import read_roots

    roots = [one for folder in folders for one in read_roots(Path(folder))[0]]
    return signatures(content, roots, datetime.now(UTC))


if __name__ == "__main__":
    main()
