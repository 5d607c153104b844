"""What is to be sent, in memory: the most urgent first, each chat in its order and at its own pace."""

from __future__ import annotations

import heapq
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.queue.held import BURST, Chat, Entry, Lane, Standing, lane
from bot.queue.mailroom import Due

REMEMBERED = 20_000
"""So many that have ended are known by their id."""


def never(_: Due) -> float:
    """Nothing rests."""
    return 0.0


class Queue:
    """A heap of chats' next messages.

    A message whose chat is not ready is parked there; when the chat is, its most urgent comes back. One chat's messages
    never overtake each other, except that what has a higher priority goes first, and that new messages pass edits that
    rest.

    Args:
        rests: seconds until the platform takes a message of this kind, whatever its chat.
    """

    def __init__(self, rests: Callable[[Due], float] = never) -> None:
        self._rests = rests
        self._resting: list[Due] = []
        self._editing: set[str] = set()
        self._rested_at = 0.0
        self._heap: list[Entry] = []
        self._sleeping: list[tuple[float, str]] = []
        self._chats: dict[str, Chat] = {}
        self._held: dict[int, Due] = {}
        self._parked: Counter[Lane] = Counter()
        self._ended: OrderedDict[int, None] = OrderedDict()

    def __len__(self) -> int:
        """How many are held: waiting, in flight, or with an outcome that is not stored yet."""
        return len(self._held)

    def __contains__(self, delivery_id: int) -> bool:
        return delivery_id in self._held

    @property
    def standing(self) -> Standing:
        """What is held now; a copy."""
        return Standing(dict(self._held), dict(self._parked))

    @property
    def going(self) -> int:
        """How many are held that are not parked behind their chats."""
        return len(self._held) - self._parked.total()

    def add(self, due: Iterable[Due]) -> None:
        """What is held or has ended already is left out."""
        self.refill(one for one in due if one.id not in self._ended)

    def refill(self, due: Iterable[Due]) -> None:
        """What the table says is due, read while no outcome was being written: also what had ended and is due again."""
        for one in due:
            if one.id not in self._held:
                self._ended.pop(one.id, None)
                self._held[one.id] = one
                self._push(one)

    def ready(self) -> bool:
        """Whether anything can start now; what can't steps aside."""
        now = time.monotonic()
        self._wake(now)
        while self._heap:
            one = self._heap[0][-1]
            chat = self._chats.get(one.chat_id)
            if chat is None:
                chat = self._chats[one.chat_id] = Chat(filled_at=now)
            ready_at = chat.ready_at(now)
            if ready_at > now:
                self._park(chat, ready_at)
            elif not self._must_rest(one, chat, now):
                return True
        return False

    def peek(self) -> Due | None:
        """What `take` would return now."""
        return self._heap[0][-1] if self.ready() else None

    def coming(self, most: int) -> list[Due]:
        """So many as will likely be taken next, in this order."""
        return [entry[-1] for entry in heapq.nsmallest(most, self._heap)]

    def take(self) -> Due | None:
        """The most urgent whose chat is ready; its chat is busy until `done`. None if nothing can start now."""
        if not self.ready():
            return None
        one = heapq.heappop(self._heap)[-1]
        chat = self._chats[one.chat_id]
        chat.busy = True
        chat.tokens -= 1
        return one

    def next_at(self) -> float | None:
        """When something that waits for a pace is ready, by the monotonic clock; None if there is none."""
        times = [at for at, _ in self._sleeping[:1]] + ([self._rested_at] if self._resting else [])
        return min(times, default=None)

    def done(self, one: Due) -> None:
        """The attempt is over; whatever waited behind it may go. It stays held until it is forgotten."""
        self._free(one.chat_id)

    def aside(self, one: Due) -> None:
        """Nothing was sent: it waits for something else than its chat, which goes on. It stays held."""
        self._chats[one.chat_id].tokens += 1
        self._free(one.chat_id)

    def back(self, one: Due) -> None:
        """What it went aside for is there."""
        self._push(one)

    def forget(self, delivery_ids: Iterable[int]) -> None:
        """Their outcomes are stored: they have ended, and whoever still brings one comes too late."""
        for delivery_id in delivery_ids:
            self._held.pop(delivery_id, None)
            self._ended[delivery_id] = None
        while len(self._ended) > REMEMBERED:
            self._ended.popitem(last=False)

    def let_go(self, one: Due) -> None:
        """It is not sent now; it may be added again when it is due again."""
        self._held.pop(one.id, None)
        self._free(one.chat_id)

    def again(self, one: Due, *, chat_pause: float = 0.0, chat_id: str = "") -> None:
        """The attempt is to be repeated: now, after a pause of the whole chat, or to the chat's new id."""
        self._chats[one.chat_id].held_until = time.monotonic() + chat_pause
        self._held[one.id] = next_ = replace(one, chat_id=chat_id) if chat_id else one
        self._push(next_)
        self._free(one.chat_id)

    def drop(self, account_id: int) -> list[Due]:
        """Takes out all that waits for an account. It stays held until it is forgotten."""
        gone = [entry[-1] for entry in self._heap if entry[-1].account_id == account_id]
        self._heap = [entry for entry in self._heap if entry[-1].account_id != account_id]
        heapq.heapify(self._heap)
        for chat in self._chats.values():
            gone += self._drop_parked(chat, account_id)
        gone += [one for one in self._resting if one.account_id == account_id]
        self._resting = [one for one in self._resting if one.account_id != account_id]
        self._editing = {one.chat_id for one in self._resting if one.edits is not None}
        return gone

    def _drop_parked(self, chat: Chat, account_id: int) -> list[Due]:
        gone = [entry[-1] for entry in chat.parked if entry[-1].account_id == account_id]
        if gone:
            chat.parked = [entry for entry in chat.parked if entry[-1].account_id != account_id]
            heapq.heapify(chat.parked)
            self._parked.subtract(lane(one) for one in gone)
        if not chat.busy and not chat.asleep:
            self._lift(chat)
        return gone

    def _park(self, chat: Chat, ready_at: float) -> None:
        """The next in the heap steps aside until its chat is ready."""
        entry = heapq.heappop(self._heap)
        one = entry[-1]
        heapq.heappush(chat.parked, entry)
        self._parked[lane(one)] += 1
        if not chat.busy and not chat.asleep:
            chat.asleep = True
            heapq.heappush(self._sleeping, (ready_at, one.chat_id))

    def _lift(self, chat: Chat) -> None:
        """The most urgent of what is parked behind a chat comes back, which is ready now."""
        if chat.parked:
            entry = heapq.heappop(chat.parked)
            self._parked[lane(entry[-1])] -= 1
            heapq.heappush(self._heap, entry)

    def _must_rest(self, one: Due, chat: Chat, now: float) -> bool:
        """Whether the next in the heap steps aside for its kind; all that did come back together, in their order."""
        rest = self._rests(one)
        if rest <= 0 and not (one.edits is not None and one.chat_id in self._editing):
            return False
        if rest > 0:  # otherwise it waits for the edits before it
            self._rested_at = min(self._rested_at, now + rest) if self._resting else now + rest
        self._resting.append(heapq.heappop(self._heap)[-1])
        if one.edits is not None:
            self._editing.add(one.chat_id)
        self._lift(chat)
        return True

    def _push(self, one: Due) -> None:
        heapq.heappush(self._heap, (one.priority, one.not_before.timestamp(), one.id, one))

    def _free(self, chat_id: str) -> None:
        chat = self._chats[chat_id]
        chat.busy = False
        self._lift(chat)
        if len(self._chats) > 10_000:
            self._forget_idle()

    def _wake(self, now: float) -> None:
        while self._sleeping and self._sleeping[0][0] <= now:
            chat = self._chats[heapq.heappop(self._sleeping)[1]]
            chat.asleep = False
            self._lift(chat)
        if self._resting and self._rested_at <= now:
            rested, self._resting = self._resting, []
            self._editing.clear()
            for one in rested:
                self._push(one)

    def _forget_idle(self) -> None:
        now = time.monotonic()
        for chat_id, chat in list(self._chats.items()):
            if chat.ready_at(now) <= now and not chat.parked and not chat.asleep and chat.tokens >= BURST:
                del self._chats[chat_id]
