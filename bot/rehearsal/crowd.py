"""The experts: what each does follows from what the playground receives for them, so that most cost nothing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from random import Random

from bot.demo.listening import bare, label
from bot.demo.seat import Shown, TelegramSeat, on_telegram
from bot.playground.record import Request
from bot.playground.telegram import TelegramServer
from bot.rehearsal.plan import FIRST_EXPERT, TITLE, Plan
from bot.rehearsal.tally import Tally
from bot.rehearsal.way import Way

SENDS = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")
_TITLE = re.compile(rf"{TITLE} (\d+)")


class Crowd:
    """Everyone who has joined.

    Args:
        languages: each expert's, by their place.
    """

    def __init__(self, server: TelegramServer, plan: Plan, languages: Sequence[str]) -> None:
        self._server, self._plan, self._languages = server, plan, languages
        self.tally = Tally(plan)
        self.polled = asyncio.Event()
        """The service asks for updates."""
        self._rng = Random(plan.seed)
        self._ways: dict[tuple[int, int], Way] = {}

    def hear(self, request: Request) -> None:
        """The record's listener."""
        if request["method"] not in SENDS:
            self.polled.set()
            return
        self.tally.sent(request["at"])
        found = _TITLE.search(request["params"].get("text", "")) if request["status"] == 200 else None
        expert = request["params"]["chat_id"] - FIRST_EXPERT if found else -1
        if found and 0 <= expert < self._plan.experts:
            self._read(int(found[1]) - 1, expert, request)

    def close(self) -> None:
        """Nobody does anything any more."""
        for way in self._ways.values():
            way.close()

    def _read(self, task: int, expert: int, request: Request) -> None:
        way = self._ways.get((task, expert))
        if self._is_card(expert, request):
            if self.tally.card(task, expert, request["at"]) and expert in self._plan.claimants[task]:
                self._begin(task, expert, request)
        elif way is not None:
            way.hear(self._shown(request), request["at"], new=request["method"] != "editMessageText")

    def _is_card(self, expert: int, request: Request) -> bool:
        keyboard = (request["params"].get("reply_markup") or {}).get("inline_keyboard")
        if request["method"] != "sendMessage" or not keyboard:
            return False
        return bare(keyboard[0][0]["text"]) == label("button-claim", self._languages[expert])

    def _begin(self, task: int, expert: int, request: Request) -> None:
        seat = TelegramSeat(self._server.user(FIRST_EXPERT + expert))
        rng = Random(self._rng.random())
        way = Way(task, self._languages[expert], seat, rng, self.tally, self._server.record.now)
        self._ways[task, expert] = way
        way.claim(self._shown(request))

    def _shown(self, request: Request) -> Shown:
        """What was sent just now, as it stands in the chat."""
        user, params = self._server.user(request["params"]["chat_id"]), request["params"]
        message = user.message(params["message_id"]) if request["method"] == "editMessageText" else user.last
        assert message is not None, "what was recorded as sent stands in its chat"
        return on_telegram(message)
