"""Files that are made from the tables for whoever is to get them: they lie on disk without a name until they are sent.

Their handle says what is in them: `export:answers-12.csv`, `export:about-7.json`, `export:stats-12-7.png`. Whoever put
it into a message has seen to it that its reader may have it. Nothing waits for one: while it is made, all else goes
out. Its delivery stays due meanwhile, so that whoever sends after a process that was killed makes it anew.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import IO, TypeVar

import structlog
from sqlmodel import Session

from bot.channel import Envelope, Rejected
from bot.chat.message import MADE
from bot.chat.texts import Reader
from bot.children.pictures import picture
from bot.database import Database, is_away
from bot.queue.mailroom import Due
from bot.sending.export_files import as_csv, as_jsonl
from models.queries.exporting import EXPORTS, answer_lines, one_moment
from models.queries.personal import Gently, about
from models.types import PersonId, TaskId

T = TypeVar("T")

log = structlog.get_logger()

TRIES, FIRST_PAUSE, LONGEST_PAUSE = 5, 1.0, 30.0
WORK_SECONDS = 0.003
"""So long a file is made without a rest, then it rests as long: whoever takes a turn meanwhile waits no longer."""
ROWS_AT_ONCE = 10
LEFT = "whoever sends next makes it"
NAME = re.compile(r"(answers|about)-(\d+)\.(csv|jsonl|json)")
"""What it is of, by which key, and its form."""
_MAKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="exports")
"""One for all of a process's channels: two at a time would hold up the turns twice as long."""


class BeingMade(Exception):
    """The file is not there yet. Its delivery comes back when it is."""


class TooLarge(Rejected):
    """It would have more than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"the file would be larger than {most} bytes")
        self.most = most


@dataclass(slots=True)
class _Making:
    """One file. `lent` is what was given away of it last; `in_vain` how often it went out and no word came of it."""

    task: asyncio.Task[IO[bytes]]
    lent: IO[bytes] | None = None
    in_vain: int = 0

    def lend(self) -> IO[bytes]:
        """The file from its beginning; whoever has it may close it."""
        self.take_back()
        self.lent = os.fdopen(os.dup(self.task.result().fileno()), "rb")
        self.lent.seek(0)
        return self.lent

    def take_back(self) -> None:
        if self.lent is not None:
            self.lent.close()


class Exports:
    """Makes the files of one channel's deliveries.

    Args:
        largest: the bytes that its platform takes.
        back: is told which delivery may be sent now.
    """

    def __init__(self, database: Database, largest: int, back: Callable[[Due], None]) -> None:
        self._database, self._largest, self._back = database, largest, back
        self._making: dict[int, _Making] = {}
        self._over = threading.Event()

    def filled(self, due: Due, envelope: Envelope) -> Envelope:
        """The envelope with the file that it is to have, if it is to have one that is made.

        Raises:
            BeingMade: not yet. Rejected: it can't be made, ever; TooLarge: or not for this platform.
        """
        if not envelope.file.startswith(MADE):
            return envelope
        making = self._making.get(due.id)
        if making is None:
            making = self._making[due.id] = _Making(asyncio.create_task(self._make(due, envelope.file)))
            making.task.add_done_callback(lambda task: None if task.cancelled() else self._back(due))
        if not making.task.done():
            raise BeingMade
        return replace(envelope, content=making.lend())

    def forget(self, delivery_id: int) -> None:
        """It was sent, or never will be."""
        making = self._making.pop(delivery_id, None)
        if making is None:
            return
        making.take_back()
        if not making.task.cancel():
            _close(making.task)

    def sent_in_vain(self, delivery_id: int) -> bool:
        """Nobody knows whether it arrived. Returns whether that was the last of TRIES; False for what has no file."""
        making = self._making.get(delivery_id)
        if making is None:
            return False
        making.in_vain += 1
        return making.in_vain >= TRIES

    async def close(self) -> None:
        """Nothing more is made here; what is being made is given up. What is on its way ends there."""
        self._over.set()
        left = {id_: making for id_, making in self._making.items() if making.lent is None or making.lent.closed}
        tasks = [making.task for making in left.values()]
        for delivery_id in left:
            self.forget(delivery_id)
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make(self, due: Due, handle: str) -> IO[bytes]:
        """A database that is away is waited for; any other trouble is given up after TRIES."""
        tries, pause = 0, FIRST_PAUSE
        while True:
            try:
                return await self._off_the_loop(due, handle.removeprefix(MADE))
            except Rejected:
                raise
            except Exception as trouble:
                tries += not is_away(trouble)
                why = trouble.strerror if isinstance(trouble, OSError) else type(trouble).__name__  # no contents
                because = f"it can't be made: {why}"
                if tries == TRIES:
                    raise Rejected(because) from trouble
                log.warning("export-again", delivery=due.id, person=due.person_id, pause=pause, because=because)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, 2 * pause)

    async def _off_the_loop(self, due: Due, name: str) -> IO[bytes]:
        made = asyncio.get_running_loop().run_in_executor(_MAKER, self._made, due, name)
        try:
            return await asyncio.shield(made)
        except asyncio.CancelledError:
            made.add_done_callback(_close)  # the thread may have ended just now
            raise

    def _made(self, due: Due, name: str) -> IO[bytes]:
        """The content, as the tables are now. Rejected for a handle of no export."""
        if self._over.is_set():
            raise Rejected(LEFT)
        file = TemporaryFile()  # noqa: SIM115  # whoever asked closes it
        try:
            with closing(self._content(due, name)) as pieces:
                for piece in pieces:
                    file.write(piece)
                    if file.tell() > self._largest:
                        raise TooLarge(self._largest)
            file.flush()
        except BaseException:
            with suppress(OSError):  # what it still wanted to write
                file.close()
            raise
        return file

    def _content(self, due: Due, name: str) -> Generator[bytes, None, None]:
        if name.endswith(".png"):
            yield picture(self._database, name, Reader(due.language, due.timezone, due.not_before))
            return
        with self._database.reading() as session, closing(_pieces(session, name, self._gently)) as pieces:
            one_moment(session)
            yield from pieces

    def _gently(self, items: Iterable[T]) -> Iterator[T]:
        """With rests for whoever else has something to do."""
        began = time.monotonic()
        for item in items:
            yield item
            took = time.monotonic() - began
            if took >= WORK_SECONDS:
                if self._over.wait(took):
                    raise Rejected(LEFT)
                began = time.monotonic()


def _close(made: asyncio.Future[IO[bytes]]) -> None:
    if not made.cancelled() and made.exception() is None:
        made.result().close()


def _pieces(session: Session, name: str, gently: Gently) -> Generator[bytes, None, None]:
    found = NAME.fullmatch(name)
    if found is None:
        raise Rejected(f"no such export: {name}")
    what, key, form = found[1], int(found[2]), found[3]
    if what == "about":
        rows = about(session, PersonId(key), gently)
        encoder = json.JSONEncoder(ensure_ascii=False, indent=1)
        yield from (piece.encode() for piece in gently(encoder.iterencode(rows)))
        return
    with closing(answer_lines(session, TaskId(key), ROWS_AT_ONCE)) as every:
        lines = gently(every)
        yield from as_csv(EXPORTS["answers"].columns, lines) if form == "csv" else as_jsonl(lines)
