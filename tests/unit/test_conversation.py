"""A replayed conversation: whatever happens between the answers, what is kept is what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.conversation import Ask, Do, Script, Stale, Talk, ask, assume, do, replay
from bot.chat.message import text
from bot.chat.numbers import Number
from bot.chat.questions import Choice, Given, Plain, option
from bot.chat.texts import Reader
from models.errors import Refused

READER = Reader("en", "UTC", datetime(2026, 11, 24, tzinfo=UTC))
KINDS = Choice((option("person", text("help")), option("firm", text("help"))))
MORE = Choice((option("yes", text("help")), option("no", text("help"))))


def script() -> Script[list[Any]]:
    """A branch, an effect that depends on an answer, and a loop whose length is answered."""
    kind = yield from ask("kind", KINDS)
    name = yield from ask("firm", Plain(most=20)) if kind == "firm" else ask("name", Plain(most=10))
    number = yield from do("registered", "register", kind, name)
    grades: list[Decimal] = []
    while len(grades) < 4:
        grades.append((yield from ask(f"grade-{len(grades) + 1}", Number(whole=True), text="grade")))
        if (yield from ask(f"more-{len(grades)}", MORE, text="more")) == "no":
            break
    receipt = yield from do("receipt", "print", number, len(grades))
    comment = yield from ask("comment", Plain(least=1))
    return [kind, name, number, grades, receipt, comment]


@dataclass
class Run:
    """A conversation with its owner, who carries effects out and counts them."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    effects: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    @property
    def talk(self) -> Talk[list[Any]]:
        return Talk(script, self.answers)

    @property
    def open(self) -> str | None:
        """The name of the question that is being asked."""
        step = self.talk.place().step
        assert not isinstance(step, Do)
        return step.name if step else None

    def gives(self, name: str, value: Any) -> bool:
        """An answer to a question, tapped; whether it was taken."""
        try:
            self._goes_on(self.talk.answer(name, _given(name, value)))
        except (Stale, Refused):
            return False
        self._work()
        return True

    def goes_back(self) -> None:
        self.answers = self.talk.back()
        self._work()

    def edits(self, name: str) -> None:
        self.answers = self.talk.edit(name)
        self._work()

    def _work(self) -> None:
        place = self.talk.place()
        while isinstance(place.step, Do):
            self.effects.append((place.step.effect, place.step.args))
            self._goes_on(self.talk.did(place.step, _outcome(place.step)))
            place = self.talk.place()

    def _goes_on(self, after: Talk[list[Any]]) -> None:
        """What goes on from where it stood comes to the same place as what begins anew."""
        here, anew = after.place(), Talk(script, after.answers).place()
        assert (here.kept, here.spare, here.outcome) == (anew.kept, anew.spare, anew.outcome)
        assert [one and one.name for one in (here.step, *here.trail)] == [
            one and one.name for one in (anew.step, *anew.trail)
        ]
        self.answers = after.answers

    def finishes(self, wanted: Mapping[str, Any]) -> list[Any]:
        """Answers whatever is still asked, as wanted, and returns the outcome."""
        while (name := self.open) is not None:
            assert self.gives(name, wanted[name])
        outcome = self.talk.place().outcome
        assert outcome is not None
        return outcome


def _given(name: str, value: Any) -> Given:
    tapped = name == "kind" or name.startswith("more")
    return Given(READER, chosen=value) if tapped else Given(READER, words=str(value))


def _outcome(step: Do) -> str:
    """An effect's result, told by its arguments alone, as a registry's would be."""
    return f"{step.effect}:{':'.join(map(str, step.args))}"


@st.composite
def wanted_answers(draw: st.DrawFn) -> dict[str, Any]:
    """One answer for every question that any branch may ask."""
    words = st.text("abcxyz", min_size=1, max_size=8)
    wanted: dict[str, Any] = {
        "kind": draw(st.sampled_from(["person", "firm"])),
        "name": draw(words),
        "firm": draw(words),
        "comment": draw(words),
    }
    for round_ in range(1, 5):
        wanted[f"grade-{round_}"] = draw(st.integers(0, 9))
        wanted[f"more-{round_}"] = draw(st.sampled_from(["yes", "no"]))
    return wanted


NAMES = ["kind", "name", "firm", "comment", *(f"{what}-{n}" for what in ("grade", "more") for n in range(1, 5))]
NOISE = st.one_of(
    st.tuples(st.just("back"), st.just("")),
    st.tuples(st.just("edit"), st.sampled_from(NAMES)),
    st.tuples(st.just("again"), st.sampled_from(NAMES)),
    st.tuples(st.just("stale"), st.sampled_from(NAMES)),
    st.tuples(st.just("wrong"), st.just("")),
    st.tuples(st.just("other"), st.just("")),
    st.tuples(st.just("answer"), st.just("")),
)
OTHERWISE = {"kind": "firm", "name": "someone", "firm": "else", "comment": "hm", "grade": 5, "more": "yes"}
NONSENSE = {"kind": "king", "name": "", "firm": "", "comment": " ", "grade": "😀", "more": 5}


def disturbed(run: Run, noise: list[tuple[str, str]], wanted: Mapping[str, Any]) -> set[str]:
    """Does all that; returns the names that were given another answer than the wanted one on the way."""
    otherwise: set[str] = set()
    for act, name in noise:
        asked = run.open
        if act == "back":
            run.goes_back()
        elif act == "edit":
            run.edits(name)
        elif act in ("again", "stale") and name != asked:
            value = wanted[name] if act == "again" else OTHERWISE[name.partition("-")[0]]
            assert not run.gives(name, value), "only the open question takes an answer"
        elif asked is not None and act == "wrong":
            assert not run.gives(asked, NONSENSE[asked.partition("-")[0]])
        elif asked is not None and act == "other":
            otherwise.add(asked)
            assert run.gives(asked, OTHERWISE[asked.partition("-")[0]])
        elif asked is not None and act == "answer":
            assert run.gives(asked, wanted[asked])
    return otherwise


@settings(max_examples=400, deadline=None)
@given(wanted_answers(), st.lists(NOISE, max_size=30))
def test_any_interleaving_keeps_what_the_answers_alone_keep(
    wanted: dict[str, Any], noise: list[tuple[str, str]]
) -> None:
    quiet, busy = Run(), Run()
    expected = quiet.finishes(wanted)

    for name in disturbed(busy, noise, wanted):
        busy.edits(name)
    outcome = busy.finishes(wanted)

    assert outcome == expected
    assert busy.talk.place().kept == quiet.talk.place().kept
    assert list(busy.talk.place().kept) == list(quiet.talk.place().kept), "in the order in which they are asked"


@settings(max_examples=200, deadline=None)
@given(wanted_answers(), st.lists(NOISE, max_size=20))
def test_a_replay_changes_nothing_and_an_effect_is_done_once_for_its_arguments(
    wanted: dict[str, Any], noise: list[tuple[str, str]]
) -> None:
    run = Run()
    disturbed(run, [one for one in noise if one[0] not in ("back", "edit")], wanted)

    before = dict(run.answers)
    assert replay(script(), before).kept == replay(script(), before).kept
    assert run.answers == before
    assert len(run.effects) == len(set(run.effects)), "nothing went back, so nothing was done twice"


def test_a_double_tap_is_told_from_an_old_button() -> None:
    run = Run()
    assert run.gives("kind", "firm")

    with pytest.raises(Stale) as same:
        run.talk.answer("kind", _given("kind", "firm"))
    with pytest.raises(Stale) as other:
        run.talk.answer("kind", _given("kind", "person"))

    assert same.value.repeated and not other.value.repeated


def test_back_at_the_first_question_changes_nothing() -> None:
    run = Run()

    run.goes_back()

    assert run.answers == {} and run.open == "kind"


def test_an_edit_that_leaves_a_branch_and_returns_finds_its_answers() -> None:
    run = Run()
    assert run.gives("kind", "firm") and run.gives("firm", "Acme") and run.gives("grade-1", 3)

    run.edits("kind")
    assert run.gives("kind", "person") and run.open == "name"
    run.edits("kind")
    assert run.gives("kind", "firm")

    assert run.open == "more-1", "the firm's name and the grade were still there"


def test_an_edited_answer_has_its_effect_done_again_with_the_new_one() -> None:
    run = Run()
    assert run.gives("kind", "person") and run.gives("name", "Sara")

    run.edits("name")
    assert run.gives("name", "Omar")

    assert run.effects == [("register", ("person", "Sara")), ("register", ("person", "Omar"))]


def test_a_stored_answer_that_is_no_longer_valid_is_asked_again() -> None:
    stored = {"kind": "firm", "firm": "a name that has become far too long for it"}

    place = replay(script(), stored)

    assert isinstance(place.step, Ask) and place.step.name == "firm"


def test_two_steps_of_one_name_are_a_mistake_of_the_script() -> None:
    def twice() -> Script[None]:
        yield from ask("same", MORE)
        yield from ask("same", MORE)

    with pytest.raises(RuntimeError, match="same"):
        replay(twice(), {"same": "yes"})


def assuming() -> Script[list[int]]:
    first = yield from ask("first", Number(whole=True))
    taken = yield from assume("taken", Number(whole=True), first + 1)
    last = yield from ask("last", Number(whole=True))
    return [int(first), int(taken), int(last)]


def test_what_is_assumed_is_asked_only_of_who_edits_it() -> None:
    """Also the second time, and after an edit of what it was assumed from."""

    def given_(talk: Talk[list[int]], name: str, words: str) -> Talk[list[int]]:
        return talk.answer(name, Given(READER, words=words))

    talk = given_(given_(Talk(assuming, {}), "first", "1"), "last", "9")
    assert talk.place().outcome == [1, 2, 9]
    assert talk.place().trail[-1].name == "last" and "taken" not in talk.place().kept

    talk = Talk(assuming, talk.edit("taken"))
    step = talk.place().step
    assert step is not None and step.name == "taken"
    talk = given_(talk, "taken", "5")
    assert talk.place().outcome == [1, 5, 9]
    again = Talk(assuming, talk.edit("taken"))
    assert not again.place().done
    assert given_(again, "taken", "6").place().outcome == [1, 6, 9]

    other = given_(Talk(assuming, talk.edit("first")), "first", "3")
    assert other.place().outcome == [3, 5, 9], "what was said stays said"
