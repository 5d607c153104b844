"""/experts: how many could be offered work, and in a field of what kind they are. Numbers, never names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.chat.event import Finished
from bot.chat.message import Arg, Button, Lines, Message, Text, say, text
from handlers.drafts import few, reach
from handlers.help import way
from handlers.questions.particulars import label
from handlers.questions.vocabulary import languages
from handlers.routes import on_command, on_finished, on_tap
from handlers.turn import Turn
from models.field import by_code
from models.field_learned import learned
from models.field_match import confident, find_fields
from models.membership import Role
from models.money import Money
from models.queries.experts import FEW, together

MOST_WORDS = 500


@on_command("experts", Role.RECRUITER)
def show(turn: Turn, words: str) -> list[Message]:
    """All of them, or those in the field that the words mean; where they may mean several, which."""
    turn.need(Role.RECRUITER)
    words = " ".join(words.split())[:MOST_WORDS]
    if not words:
        return _count(turn, "")
    likely = find_fields(words, learned=learned(turn.session))
    sure = confident(likely)
    if sure is not None:
        return _count(turn, sure.code)
    if not likely:
        return [say("experts-field-unknown", given=words[:60], rows=[[way("experts")]])]
    return [say("experts-which", rows=[[_open(match.field.code)] for match in likely])]


@on_tap("experts.field")
def field_chosen(turn: Turn, code: str) -> list[Message]:
    """Those in this field."""
    turn.need(Role.RECRUITER)
    return _count(turn, by_code(code).code)


@on_finished("count-experts")
def counted(turn: Turn, finished: Finished) -> list[Message]:
    """They have been counted, for whoever is still a recruiter."""
    turn.need(Role.RECRUITER)
    if finished.error:
        return [say("experts-uncounted", rows=[[way("experts")]])]
    found = finished.result
    return [_of_field(turn, found) if found["field"] else _of_all(turn, found)]


def _count(turn: Turn, code: str) -> list[Message]:
    turn.job("count-experts", field=code)
    return [say("experts-counting")]


def _of_all(turn: Turn, found: Mapping[str, Any]) -> Message:
    if found["joined"] < FEW:
        key = "experts-few-joined" if found["joined"] else "experts-none"
        return Message((text(key), _how_to_join(turn)), ((way("newtask"),),))
    lines = [
        _joined(found["joined"], found["ready"], found["paused"], found["unreachable"]),
        text("experts-ready", n=few.told(found["ready"])),
        text("experts-away", paused=few.told(found["paused"]), unreachable=few.told(found["unreachable"])),
        *_levels(turn, found["levels"]),
        *_most(turn, "experts-platforms", found["platforms"], lambda one: text(f"platform-{one}")),
    ]
    largest = [text("experts-in-field", field=label(by_code(code)), n=n) for code, n in found["fields"].items()]
    parts = [text("experts-all", lines=Lines(tuple(lines)))]
    parts += [text("experts-fields", lines=Lines(tuple(largest)))] if largest else []
    return Message((*parts, text("experts-search")), (*((_open(code),) for code in found["fields"]), (way("newtask"),)))


def _of_field(turn: Turn, found: Mapping[str, Any]) -> Message:
    field, total = by_code(found["field"]), found["awake"] + found["asleep"]
    around = ((_open(field.parent),),) if field.parent else ()
    rows = (*around, (way("experts"), way("newtask")))
    if total < FEW:
        key = "experts-field-few" if total else "experts-field-none"
        return Message((text(key, field=label(field)), _how_to_join(turn)), rows)
    lines = [
        text("experts-field-ready", n=total),
        _awake(found["awake"], found["asleep"]),
        *_levels(turn, found["levels"]),
        *_most(turn, "reach-languages", found["languages"], languages().label),
        *(_rate(**one) for one in found["rates"]),
    ]
    return Message((text("experts-field", field=label(field), lines=Lines(tuple(lines))),), rows)


def _joined(total: int, *parts: int) -> Text:
    """The levels build on those who are ready; what all are together is not told exactly beside a few."""
    if any(map(few.is_few, parts)):
        return text("experts-joined-more", n=few.known(*parts))
    return text("experts-joined", n=total)


def _awake(awake: int, asleep: int) -> Text:
    split = few.mostly(awake, asleep)
    return text(f"experts-awake{split}") if split else text("experts-awake", awake=awake, asleep=asleep)


def _levels(turn: Turn, levels: Mapping[str, int]) -> list[Text]:
    """The strongest proof first."""
    shown, others = together(levels)
    strongest = dict(sorted(shown.items(), reverse=True))
    return _listed(turn, "reach-levels", {level: text(f"reach-level-{level}") for level in strongest}, shown, others)


def _most(turn: Turn, key: str, counted: Mapping[str, int], name: Callable[[str], Arg]) -> list[Text]:
    """The most frequent first."""
    shown, others = together(counted)
    return _listed(turn, key, {one: name(one) for one in shown}, shown, others)


def _listed(turn: Turn, key: str, names: Mapping[str, Arg], shown: Mapping[str, int], others: int) -> list[Text]:
    """A line with the kinds that are not a few people's; none where all are."""
    pairs = [(name, shown[one]) for one, name in names.items()]
    return [text(key, list=reach.inline(turn, pairs, others))] if pairs else []


def _rate(currency: str, half: int, most: int) -> Text:
    return text("experts-rates", half=Money(half, currency), most=Money(most, currency))


def _how_to_join(turn: Turn) -> Text:
    """The next step where there are too few."""
    links = tuple(start.partition("?")[0] for start in turn.policy.bot_links.values())
    return text("experts-join-links", links=Lines(links)) if links else text("experts-join")


def _open(code: str) -> Button:
    return Button(label(by_code(code)), "experts.field", (code,))
