"""/items: the items that good experts fail, for a reviewer to retire or keep; and how the banks do."""

from __future__ import annotations

from sqlmodel import Session, col, func, select

from bot.chat.message import Arg, Button, Labels, Lines, Message, say, text
from bot.chat.texts import Reader
from handlers.notices import notify
from handlers.questions.answer_kinds import shown
from handlers.questions.particulars import label
from handlers.routes import on_command, on_tap, view
from handlers.turn import Turn, Work
from models.errors import Refused
from models.field import by_code
from models.item import Item
from models.membership import Role
from models.queries import reviewing, testing
from models.types import ItemId, PersonId

MOST_BANKS = 30


@on_command("items", Role.REVIEWER)
def show(turn: Turn, _: str) -> list[Message]:
    """The first flagged item, or the banks where there is none."""
    return [_next(turn)]


@on_tap("items.open")
def begin(turn: Turn) -> list[Message]:
    """From the notice."""
    return [_next(turn)]


@on_tap("items.retire")
def retire(turn: Turn, item_id: ItemId) -> list[Message]:
    """It is asked no more."""
    item = _flagged(turn, item_id)
    item.retire(turn.now)
    turn.note("item-retired", f"item:{item_id}", turn.person.key)
    turn.session.flush()
    return [_next(turn).after(text("items-retired", name=item.name)).in_place_of(turn.tapped_id)]


@on_tap("items.keep")
def keep(turn: Turn, item_id: ItemId) -> list[Message]:
    """Nothing is wrong with it: it is looked at again when twice as many have answered it."""
    item = _flagged(turn, item_id)
    item.keep(testing.quality(turn.session, [item_id]).get(item_id, testing.UNKNOWN).by_good)
    turn.note("item-kept", f"item:{item_id}", turn.person.key)
    turn.session.flush()
    return [_next(turn).after(text("items-kept", name=item.name)).in_place_of(turn.tapped_id)]


def announce(work: Work, item: Item) -> None:
    """Tells the reviewers that an item is in doubt."""
    work.session.flush()
    alone = _count(work.session) <= 1
    for reviewer in reviewing.reviewers(work.session):
        notify(work, reviewer, "items-waiting", about=item.key, anew=alone)


@view("items-waiting")
def _notice(session: Session, _: PersonId, __: Reader) -> Message | None:
    number = _count(session)
    if not number:
        return say("items-none")
    return say("items-notice", n=number, rows=[[Button(text("items-open"), "items.open", style="primary")]])


def _count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Item).where(col(Item.flagged_at).is_not(None))).one()


def _flagged(turn: Turn, item_id: ItemId) -> Item:
    turn.need(Role.REVIEWER)
    item = turn.lock(Item, item_id)
    if item.flagged_at is None:
        raise Refused("items-already", name=item.name)
    return item


def _next(turn: Turn) -> Message:
    turn.need(Role.REVIEWER)
    oldest = select(Item).where(col(Item.flagged_at).is_not(None)).order_by(col(Item.flagged_at), col(Item.id)).limit(1)
    item = turn.session.exec(oldest).first()
    if item is None:
        return _banks(turn)
    found = testing.quality(turn.session, [item.key]).get(item.key, testing.UNKNOWN)
    rows = [
        [
            Button(text("items-retire"), "items.retire", (item.key,), style="danger"),
            Button(text("items-keep"), "items.keep", (item.key,)),
        ]
    ]
    return say(
        "items-flagged",
        name=item.name,
        field=label(by_code(item.field_code)),
        asked=Labels(item.question),
        options=Lines(tuple(text("list-item", item=Labels(one)) for one in item.options)),
        right=_right(item),
        good=found.by_good,
        hit=found.right_by_good,
        n=found.answered,
        rows=rows,
    )


def _right(item: Item) -> Arg:
    """The answer by the bank: an option, several of them, or what is expected."""
    if item.is_one_of:
        return Labels(item.options[item.right])
    if "right" in item.rule:
        return Lines(tuple(text("list-item", item=Labels(item.options[place])) for place in item.rule["right"]))
    return shown({"kind": item.kind, "rule": item.rule}, item.rule["expected"])


def _banks(turn: Turn) -> Message:
    banks = testing.banks(turn.session)
    if not banks:
        return say("items-none")
    lines = tuple(
        text("items-bank", field=label(by_code(one.field_code)), level=one.level, n=one.items)
        for one in banks[:MOST_BANKS]
    )
    return say("items-banks", lines=Lines(lines))
