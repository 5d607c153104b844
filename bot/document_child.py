"""The process in which one PDF's text is read: `python -m bot.document_child`, the file in, its text out as JSON."""

from __future__ import annotations

import io
import json
import logging
import resource
import sys

MEMORY = 1024**3
CPU_SECONDS = 10
MOST_PAGES = 10
MOST_CHARACTERS = 20_000


def main() -> None:
    """Answers with what the first pages say."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    logging.disable(logging.CRITICAL)
    json.dump(_text(sys.stdin.buffer.read())[:MOST_CHARACTERS], sys.stdout)


def _text(content: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    return "\n".join(page.extract_text() for _, page in zip(range(MOST_PAGES), reader.pages, strict=False))


if __name__ == "__main__":
    main()
