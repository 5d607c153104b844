"""Updates that the bot has not confirmed: they stay until it asks for later ones."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from bot.playground.wire import Encoded, Json, decode, encode

from .errors import ApiError, conflict

ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = ONLY_IF_ASKED | {
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "purchased_paid_media",
}
KEPT_FOR = 24 * 3600.0
CALLBACK_KEPT_FOR = 150.0
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class Update:
    """An update as it goes to the bot; `queue` is what a webhook keeps in order: a kind and a person."""

    update_id: int
    text: str
    queue: tuple[str, int]
    expires: float


IDS_A_SECOND = 100
"""A server may give out so many and the next one, which begins by the clock, still gives out none of them again."""


class Updates:
    """The queue of one bot. Ids increase by one and, by the clock, also over restarts of the server."""

    def __init__(self) -> None:
        self.allowed: frozenset[str] = KINDS - ONLY_IF_ASKED
        self.listener: Callable[[Update], None] | None = None
        self._waiting: OrderedDict[int, Update] = OrderedDict()
        self._last = int(time.time() * IDS_A_SECOND) % 2**31
        self._poller: asyncio.Future[None] | None = None
        self._none_left = asyncio.Event()
        self._none_left.set()

    def __len__(self) -> int:
        self._drop_expired()
        return len(self._waiting)

    def unconfirmed(self) -> list[Json]:
        """All updates that would be delivered now, oldest first."""
        return [decode(update.text) for update in self.pending()]

    def pending(self) -> list[Update]:
        """The same, as they wait here."""
        self._drop_expired()
        return list(self._waiting.values())

    def push(self, kind: str, content: Json, person: int) -> None:
        """Adds an update of the kind, unless the bot does not want such; it wakes who waits for one."""
        if kind not in self.allowed:
            return
        self._last += 1
        life = CALLBACK_KEPT_FOR if kind == "callback_query" else KEPT_FOR
        text = f'{{"update_id":{self._last},"{kind}":{encode(content)}}}'
        queue = ("message" if kind == "edited_message" else kind, person)
        update = Update(self._last, text, queue, time.monotonic() + life)
        self._waiting[update.update_id] = update
        self._none_left.clear()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        if self.listener is not None:
            self.listener(update)

    def allow(self, kinds: Iterable[str]) -> None:
        """From now on only these kinds are queued; an empty list is the default; unknown ones are ignored."""
        self.allowed = frozenset(kinds) & KINDS or KINDS - ONLY_IF_ASKED

    def forget(self, update_id: int) -> None:
        """The update was received."""
        self._waiting.pop(update_id, None)
        self._note_if_empty()

    def drop_all(self) -> None:
        """Throws away everything that waits."""
        self._waiting.clear()
        self._note_if_empty()

    async def wait_until_confirmed(self) -> None:
        """Waits until nothing is left that the bot has not received."""
        await self._none_left.wait()

    async def poll(self, offset: int, limit: int, timeout: float) -> Encoded:
        """What getUpdates answers: confirms what is before the offset, waits while there is nothing else."""
        batch = self._take(offset, limit)
        if not batch and timeout > 0:
            await self._wait(timeout)
            batch = self._take(offset, limit)
        return Encoded(f"[{','.join(update.text for update in batch)}]")

    def interrupt(self, error: ApiError | None = None) -> None:
        """Ends a waiting poll: with the error, or as if its time were up."""
        if self._poller is not None and not self._poller.done():
            if error is None:
                self._poller.set_result(None)
            else:
                self._poller.set_exception(error)

    async def _wait(self, timeout: float) -> None:
        self.interrupt(conflict(OTHER_POLLER))
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(poller, timeout)
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None

    def _take(self, offset: int, limit: int) -> list[Update]:
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popitem(last=False)
        elif offset <= self._last + 10:  # like Telegram, an offset far in the future confirms nothing
            while self._waiting and next(iter(self._waiting)) < offset:
                self._waiting.popitem(last=False)
        self._drop_expired(limit)
        return list(islice(self._waiting.values(), limit))

    def _drop_expired(self, first: int | None = None) -> None:
        now = time.monotonic()
        for update in list(islice(self._waiting.values(), first)):
            if update.expires <= now:
                del self._waiting[update.update_id]
        self._note_if_empty()

    def _note_if_empty(self) -> None:
        if not self._waiting:
            self._none_left.set()
