"""Files that are made from the tables when they are sent: nothing of them is stored, and no turn waits for them.

Their handle says what is in them: `export:answers-12.csv`, `export:about-7.json`. Whoever put it into a message has
seen to it that its reader may have it.
"""

from __future__ import annotations

import asyncio
import json
import re

from bot.channel import Rejected
from bot.chat.message import MADE
from bot.database import Database
from bot.export_files import as_csv, as_jsonl
from models.queries.exporting import EXPORTS, answer_lines
from models.queries.personal import about
from models.types import PersonId, TaskId

_NAME = re.compile(r"(answers|about)-(\d+)\.(csv|jsonl|json)")


class Exports:
    """What the platforms fetch such a file from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def fetch(self, handle: str) -> bytes:
        """The content, as the tables are now. Rejected for a handle of no export."""
        return await asyncio.to_thread(self._made, handle.removeprefix(MADE))

    def _made(self, name: str) -> bytes:
        found = _NAME.fullmatch(name)
        if found is None:
            raise Rejected(f"no such export: {name}")
        what, key, form = found[1], int(found[2]), found[3]
        with self._database.reading() as session:
            if what == "about":
                return json.dumps(about(session, PersonId(key)), ensure_ascii=False, indent=1).encode()
            lines = answer_lines(session, TaskId(key))
            return b"".join(as_csv(EXPORTS["answers"].columns, lines) if form == "csv" else as_jsonl(lines))
