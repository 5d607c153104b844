"""A simulated expert: reads what the bot writes, types and taps as a person would."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from random import Random

from bot.demo import answers
from bot.demo.cast import Persona
from bot.demo.listening import heard, label
from bot.demo.seat import Seat, Shown
from bot.playground.mail import Mailbox

QUIET_NONE = "quiet-none"


class SimulatedExpert:
    """Onboards, then claims and answers what fits, at a person's pace.

    Args:
        patience: 1 for a person's pace, less for faster; 0 waits for nothing.
    """

    def __init__(self, persona: Persona, seat: Seat, mailbox: Mailbox, *, patience: float = 1.0) -> None:
        self.persona, self._seat, self._mailbox = persona, seat, mailbox
        self._patience = patience
        self._rng = Random(persona.seed)
        self.joined = asyncio.Event()
        self._codes_read = 0
        self._forgets = False
        self._replies: dict[str, Callable[[Shown], Awaitable[None]]] = {
            "particulars-language": lambda m: self._press(m, "English" if persona.language == "en" else "العربية"),
            "particulars-timezone": lambda _: self._type(persona.city),
            "onboarding-consent": lambda m: self._press_text(m, "onboarding-consent-yes"),
            "particulars-name": lambda _: self._type(persona.name),
            "particulars-field": lambda _: self._type(persona.field),
            "particulars-field-pick": lambda m: self._press(m, m.labels[0]),
            "particulars-level": lambda m: self._press_text(m, f"seniority-{persona.level}"),
            "proving-offer": lambda m: self._press_text(m, f"proving-kind-{persona.proof}"),
            "proving-more": lambda m: self._press_text(m, "proving-kind-enough"),
            "proving-address": lambda _: self._type(persona.address),
            "proving-code": self._enter_code,
            "proving-orcid": lambda _: self._type(persona.orcid),
            "particulars-rate": lambda _: self._type(persona.rate),
            "particulars-quiet": lambda m: self._press_text(m, QUIET_NONE),
            "onboarding-summary": lambda m: self._press_text(m, "onboarding-submit"),
            "onboarding-done": self._has_joined,
        }

    async def run(self) -> None:
        """Lives in the chat until cancelled."""
        await self._seat.start()
        while True:
            message = await self._next()
            key = heard(message.text, (*self._replies, *answers.ASKED), self.persona.language)
            if key in answers.ASKED:
                await self._answer(key, message)
            elif key is not None:
                await self._replies[key](message)
            elif message.button(label("button-claim", self.persona.language)):
                await self._consider(message)

    async def _next(self) -> Shown:
        while True:
            try:
                return await self._seat.next(timeout=3600)
            except TimeoutError:
                continue

    async def _consider(self, card: Shown) -> None:
        """Claims most of what fits; who is careless claims it and forgets."""
        if self._rng.random() > self.persona.eagerness:
            return
        self._forgets = self._rng.random() > self.persona.care
        await asyncio.sleep(self.persona.pace * self._patience)
        await self._press_text(card, "button-claim")

    async def _answer(self, key: str, message: Shown) -> None:
        """Who is careless leaves a task that they hold to run out."""
        if self._forgets:
            return
        await asyncio.sleep(self.persona.pace * self._patience / 2)
        answer = answers.answer(key, message, self.persona.language, self._rng)
        await (self._press(message, answer.words) if answer.presses else self._type(answer.words))

    async def _enter_code(self, _: Shown) -> None:
        mail = await self._mailbox.wait_for(self.persona.address, timeout=60, after=self._codes_read)
        self._codes_read = mail.id
        found = re.search(r"\b(\d{6})\b", mail.text)
        if found:
            await self._type(found.group(1))

    async def _has_joined(self, _: Shown) -> None:
        self.joined.set()

    async def _type(self, words: str) -> None:
        await self._seat.send(words)

    async def _press_text(self, message: Shown, key: str) -> None:
        await self._press(message, label(key, self.persona.language))

    async def _press(self, message: Shown, words: str) -> None:
        """By its words; a button that is not there any more is left alone."""
        label = message.button(words)
        if label is not None:
            await self._seat.tap(message.handle, label)
