"""The experts: what each does follows from what the playground receives for them, so that most cost nothing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from bot.demo.listening import bare, label
from bot.demo.seat import Seat, Shown, SlackSeat, TelegramSeat, on_slack, on_telegram
from bot.playground.record import Request
from bot.playground.slack import SlackMessage, SlackServer
from bot.playground.telegram import TelegramServer
from bot.rehearsal.plan import FIRST_EXPERT, TITLE, Plan
from bot.rehearsal.tally import Tally
from bot.rehearsal.way import Way

SENDS = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")
POSTS = "chat.postMessage"
_TITLE = re.compile(rf"{TITLE} (\d+)")


class Crowd:
    """Everyone who has joined.

    Args:
        languages: each expert's, by their place.
    """

    def __init__(self, telegram: TelegramServer, slack: SlackServer, plan: Plan, languages: Sequence[str]) -> None:
        self._telegram, self._slack, self._plan, self._languages = telegram, slack, plan, languages
        self.tally = Tally(plan)
        self.polled = asyncio.Event()
        """The service asks for updates."""
        self._rng = Random(plan.seed)
        self._ways: dict[tuple[int, int], Way] = {}
        self._lives: dict[int, asyncio.Task[None]] = {}
        """Of those on Slack who claim: what is edited there by way of an answer is in no record of calls."""

    def hear(self, request: Request) -> None:
        """The listener of Telegram's record."""
        if request["method"] not in SENDS:
            self.polled.set()
            return
        self.tally.telegram.sent(request["at"])
        found = _TITLE.search(request["params"].get("text", "")) if request["status"] == 200 else None
        expert = request["params"]["chat_id"] - FIRST_EXPERT if found else -1
        if found and 0 <= expert < self._plan.experts:
            self._read(int(found[1]) - 1, expert, request)

    def hear_slack(self, request: Request) -> None:
        """The listener of Slack's record, told of each call before the next one is read."""
        if request["method"] != POSTS:
            return
        self.tally.slack.sent(request["at"])
        if request["status"] != 200 or "error" in request:
            return
        user = self._slack.users[f"U{request['params']['channel'][1:]}"]
        expert, posted = int(user.user_id[1:]) - FIRST_EXPERT, user.last
        assert posted is not None, "what was recorded as posted stands in its chat"
        task = self._card_on_slack(expert, posted)
        if task is None:
            return
        self._card(task, expert, request["at"], SlackSeat(user), lambda: on_slack(posted))
        if (task, expert) in self._ways and expert not in self._lives:
            user.skip()
            self._lives[expert] = asyncio.create_task(self._live(expert, SlackSeat(user)))

    def close(self) -> None:
        """Nobody does anything any more."""
        for way in self._ways.values():
            way.close()
        for life in self._lives.values():
            life.cancel()

    def _read(self, task: int, expert: int, request: Request) -> None:
        way = self._ways.get((task, expert))
        if self._is_card(expert, request):
            seat = TelegramSeat(self._telegram.user(FIRST_EXPERT + expert))
            self._card(task, expert, request["at"], seat, lambda: self._shown(request))
        elif way is not None:
            way.hear(self._shown(request), request["at"], new=request["method"] != "editMessageText")

    def _is_card(self, expert: int, request: Request) -> bool:
        keyboard = (request["params"].get("reply_markup") or {}).get("inline_keyboard")
        if request["method"] != "sendMessage" or not keyboard:
            return False
        return bare(keyboard[0][0]["text"]) == label("button-claim", self._languages[expert])

    def _card_on_slack(self, expert: int, message: SlackMessage) -> int | None:
        """Whose task's card it is, by its place; None for anything else."""
        found, labels = _TITLE.search(message.shown), message.labels
        is_card = labels and bare(labels[0]) == label("button-claim", self._languages[expert])
        return int(found[1]) - 1 if found and is_card else None

    def _card(self, task: int, expert: int, at: float, seat: Seat, card: Callable[[], Shown]) -> None:
        """A card has come: counted, and claimed by who is to claim it."""
        if not self.tally.card(task, expert, at) or expert not in self._plan.claimants[task]:
            return
        rng, flow = Random(self._rng.random()), self.tally.flow(expert)
        pause, now = partial(rng.uniform, *self._plan.thinks), self._telegram.record.now
        way = Way(task, self._languages[expert], seat, rng, pause, self.tally, flow, now)
        self._ways[task, expert] = way
        way.claim(card())

    async def _live(self, expert: int, seat: SlackSeat) -> None:
        """What comes to someone on Slack goes on in the way that it belongs to."""
        known: set[str] = set()
        while True:
            message = await seat.user.next(timeout=3600)
            new, found = message.ts not in known, _TITLE.search(message.shown)
            known.add(message.ts)
            way = self._ways.get((int(found[1]) - 1, expert)) if found else None
            if way is not None and not (new and self._card_on_slack(expert, message) is not None):
                way.hear(on_slack(message), self._telegram.record.now(), new=new)

    def _shown(self, request: Request) -> Shown:
        """What was sent just now, as it stands in the chat."""
        user, params = self._telegram.user(request["params"]["chat_id"]), request["params"]
        message = user.message(params["message_id"]) if request["method"] == "editMessageText" else user.last
        assert message is not None, "what was recorded as sent stands in its chat"
        return on_telegram(message)
