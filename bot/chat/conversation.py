"""A conversation is a generator that is replayed over what was answered so far.

A script yields steps and receives what became of them:

    def onboarding(facts: Facts) -> Script[Onboarded]:
        language = yield from ask("language", choice(...))
        sent = yield from do("code-sent", "send-code", address)
        ...
        return Onboarded(language=language)

Nothing lives between two events but the answers: a JSON object in the order in which they were given. On each
event the script runs again over them, up to the first step without one. A script has no clock, no randomness and
no database; what it must know comes in as facts, what it must have done is a `do`.

A step's name is its identity. A question in a loop has a name of its own for each round.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from bot.chat.message import Arg
from bot.chat.questions import UNREADABLE, Given, Question
from bot.chat.wire import Json
from models.errors import Refused

T = TypeVar("T")
Answers = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the person. `chapter` is what progress is counted in; by default the name itself.

    `text` is the key's last part where several questions share their words (the rounds of a loop); `of` is its
    first part where several conversations share a question, and otherwise the conversation's own name.
    With an `assumed` answer (as JSON) it is asked only of who wants to change it in the summary.
    """

    name: str
    question: Question[Any]
    variables: Mapping[str, Arg] = field(default_factory=dict)
    chapter: str = ""
    text: str = ""
    of: str = ""
    assumed: Json = None


@dataclass(frozen=True, slots=True)
class Do:
    """An effect that the conversation's owner carries out once for these arguments; its JSON result is kept."""

    name: str
    effect: str
    args: tuple[Json, ...]


Step = Ask | Do
ASKED: Json = None
"""Kept for a question that was assumed and is to be asked: no answer is recalled from it."""
Script = Generator[Step, Any, T]


def ask(
    name: str, question: Question[T], /, *, chapter: str = "", text: str = "", of: str = "", **variables: Arg
) -> Script[T]:
    """Asks and returns the answer: `rate = yield from ask("rate", money("USD"))`."""
    answer: T = yield Ask(name, question, variables, chapter or name, text or name, of)
    return answer


def assume(name: str, question: Question[T], answer: T, /, *, of: str = "", **variables: Arg) -> Script[T]:
    """Takes an answer for granted until the person edits it, and asks then. None can't be assumed."""
    given: T = yield Ask(name, question, variables, name, name, of, question.keep(answer))
    return given


def do(name: str, effect: str, /, *args: Json) -> Generator[Step, Any, Any]:
    """Has an effect done once and returns its result; other arguments mean doing it again."""
    return (yield Do(name, effect, args))


class Stale(Exception):
    """The answer is for a question that is not the one being asked.

    `repeated` tells a double tap (the same answer once more) from an old button.
    """

    def __init__(self, *, repeated: bool) -> None:
        super().__init__("repeated" if repeated else "stale")
        self.repeated = repeated


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """Where a replay has come to: at `step`, or at the end with an `outcome`.

    `kept` are the answers that counted, `trail` the questions among them in their order; what was stored but is
    not on the way any more stays in `spare`, in case an edit leads back to it. `assumable` are the questions that
    are only asked of who edits them.
    """

    step: Step | None
    outcome: T | None
    kept: Mapping[str, Json]
    trail: tuple[Ask, ...]
    spare: Mapping[str, Json]
    assumable: frozenset[str]

    @property
    def done(self) -> bool:
        return self.step is None


class Walk(Generic[T]):
    """A script under way over answers. With more of them it goes on from where it stands."""

    def __init__(self, script: Script[T]) -> None:
        self._script = script
        self._passed: dict[str, Step] = {}
        self._next: Step | None = None

    def over(self, answers: Answers) -> Place[T]:
        """Goes on to the first step without an answer. Those of the steps behind it must be the same as before.

        A stored answer that its question would no longer accept counts as not given.
        """
        try:
            step = self._next or next(self._script)
            while True:
                self._next = step
                if step.name in self._passed:
                    raise RuntimeError(f"two steps are called {step.name!r}")
                found, value = _recall(step, answers)
                if not found:
                    return _place(_opened(step, answers), None, self._passed, answers)
                self._passed[step.name] = step
                step = self._script.send(value)
        except StopIteration as end:
            return _place(None, end.value, self._passed, answers)


def replay(script: Script[T], answers: Answers) -> Place[T]:
    """Runs a fresh script over the answers, up to its first step without one."""
    return Walk(script).over(answers)


@dataclass
class Talk(Generic[T]):
    """A script with its answers: each method returns what is to come of it, and changes no answer of this one."""

    script: Callable[[], Script[T]]
    answers: Answers
    _walk: Walk[T] | None = field(default=None, repr=False, compare=False)

    def place(self) -> Place[T]:
        """Where the conversation stands."""
        return self._place

    @cached_property
    def _place(self) -> Place[T]:
        """Replayed once, however often it is asked for."""
        self._walk = self._walk or Walk(self.script())
        return self._walk.over(self.answers)

    def answer(self, name: str, given: Given) -> Talk[T]:
        """After an answer to the question of that name.

        Raises:
            Stale: another question is being asked; nothing changes.
            Refused: the question says what would be right; nothing changes.
        """
        place = self.place()
        if not isinstance(place.step, Ask) or place.step.name != name:
            raise Stale(repeated=self._same_as_stored(place, name, given))
        question = place.step.question
        return self._after(name, question.keep(question.read(given)))

    def anew(self) -> Talk[T]:
        """The same answers, over which the script runs from its beginning."""
        return Talk(self.script, self.answers)

    def did(self, step: Do, result: Json) -> Talk[T]:
        """With the result of an effect."""
        return self._after(step.name, {"args": list(step.args), "result": result})

    def _after(self, name: str, value: Json) -> Talk[T]:
        """The script goes on from here, for one of those that come after; for any other it begins anew."""
        place = self.place()
        walk, self._walk = self._walk, None
        return Talk(self.script, {**place.kept, name: value, **_without(place.spare, {name: None})}, walk)

    def back(self) -> Answers:
        """Before the last answer: it and the effects since are forgotten; at the first question, no change."""
        place = self.place()
        if not place.trail:
            return self.answers
        last = place.trail[-1].name
        names = list(place.kept)
        return {name: place.kept[name] for name in names[: names.index(last)]}

    def edit(self, name: str) -> Answers:
        """Forgets one answer, so that it is asked again; later answers stay where they still fit.

        What belongs to it goes with it: `field.which` belongs to `field`. What was only assumed is asked.
        """
        left = {one: value for one, value in self.answers.items() if one != name and not one.startswith(name + ".")}
        return {**left, name: ASKED} if name in self.place().assumable else left

    def afresh(self) -> Answers:
        """Without what was found out for the open question, so that it is found out once more."""
        step = self.place().step
        begins = f"{step.name}." if isinstance(step, Ask) else ""
        return {name: value for name, value in self.answers.items() if not begins or not name.startswith(begins)}

    def _same_as_stored(self, place: Place[T], name: str, given: Given) -> bool:
        asked = next((step for step in place.trail if step.name == name), None)
        if asked is None:
            return False
        try:
            return bool(asked.question.keep(asked.question.read(given)) == place.kept[name])
        except Refused:
            return False


def _recall(step: Step, answers: Answers) -> tuple[bool, Any]:
    if step.name not in answers:
        if isinstance(step, Ask) and step.assumed is not None:
            return True, step.question.recall(step.assumed)
        return False, None
    stored = answers[step.name]
    if isinstance(step, Do):
        fits = isinstance(stored, dict) and stored.get("args") == list(step.args)
        return fits, stored["result"] if fits else None
    try:
        return True, step.question.recall(stored)
    except UNREADABLE:
        return False, None


def _opened(step: Step, answers: Answers) -> Step:
    """A question with what was given of its answer so far."""
    if isinstance(step, Ask) and step.name in answers:
        return replace(step, question=step.question.opened(answers[step.name]))
    return step


def _place(step: Step | None, outcome: T | None, passed: Mapping[str, Step], answers: Answers) -> Place[T]:
    kept = {name: answers[name] for name in passed if name in answers}
    asked = [one for one in passed.values() if isinstance(one, Ask)]
    trail = tuple(one for one in asked if one.name in kept)
    here = [step] if isinstance(step, Ask) else []
    assumable = frozenset(one.name for one in (*asked, *here) if one.assumed is not None)
    return Place(step, outcome, kept, trail, _without(answers, kept), assumable)


def _without(answers: Answers, gone: Mapping[str, Any]) -> dict[str, Json]:
    return {name: value for name, value in answers.items() if name not in gone}
