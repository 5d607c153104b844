"""The bot's own page, where the platform has one: who one is, what is held and open, what is earned."""

from __future__ import annotations

from sqlmodel import select

from bot.chat.message import Button, Message, Text, text
from handlers.money import earnings
from handlers.offers import work
from handlers.onboarding import not_joined
from handlers.onboarding.start import WAYS, ways
from handlers.questions import particulars
from handlers.turn import Turn
from models.delivery import Delivery, DeliveryState
from models.field import by_code


def visited(turn: Turn) -> list[Message]:
    """Someone looks at the page: from now on its buttons are theirs to press. Nothing is said in the chat."""
    if row_of(turn) is None:
        turn.session.add(
            Delivery(
                dedupe_key=_key(turn),
                channel=turn.account.channel,
                account_id=turn.account.key,
                person_id=turn.person.key,
                not_before=turn.now,
                body={"view": ["home", turn.person.key]},
                state=DeliveryState.SENT,
                created_at=turn.now,
                sent_at=turn.now,
            )
        )
    return []


def row_of(turn: Turn) -> Delivery | None:
    """What the page's buttons hang under; None for who has never looked at it, or is forgotten."""
    return turn.session.exec(select(Delivery).where(Delivery.dedupe_key == _key(turn))).first()


def page(turn: Turn) -> Message:
    """The page as it is now."""
    if turn.expert is None:
        return _before_joining(turn)
    shown = work.show(turn, "")[0]
    everyones = _rows(turn, "work", "earnings", "profile", "help")
    return Message((_who(turn), *shown.parts, *earnings.totals(turn)), (*shown.rows, *everyones))


def _before_joining(turn: Turn) -> Message:
    welcome, begun = text("home-staff" if turn.memberships else "home-welcome"), not_joined.left(turn)
    if begun is None:
        return Message((welcome,), _rows(turn, "start", "help"))
    return Message((welcome, begun), ((not_joined.going_on(),), *_rows(turn, "help")))


def _who(turn: Turn) -> Text:
    assert turn.expert is not None
    field = particulars.label(by_code(turn.expert.field_code))
    standing = text(f"seniority-{turn.expert.seniority.value}")
    return text("home-expert", name=turn.person.name, field=field, standing=standing)


def _rows(turn: Turn, *everyones: str) -> tuple[tuple[Button, ...], ...]:
    """What each role most likely wants next, then what everyone may who is where this person is."""
    mine = [ways(*WAYS[membership.role]) for membership in turn.memberships]
    return tuple(tuple(row) for row in [*mine, ways(*everyones)] if row)


def _key(turn: Turn) -> str:
    return f"home:{turn.account.key}"
