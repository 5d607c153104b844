"""Leaving for good: what goes and what stays is said first, and asked about once."""

from __future__ import annotations

from sqlmodel import col, func, select

from bot.chat.message import Button, Lines, Message, Text, say, text
from handlers import help
from handlers.accounts import forgetting
from handlers.routes import on_command, on_tap
from handlers.turn import Turn
from models.appeal import UNDER_REVIEW, Appeal
from models.ledger import balance, expert_account
from models.offer import Offer


@on_command("forget")
def ask(turn: Turn, _: str) -> list[Message]:
    """Says what will be deleted, what is kept, and what it costs; then asks."""
    yes = Button(text("privacy-forget-yes"), "privacy.forget", style="danger")
    no = Button(text("privacy-forget-no"), "privacy.keep", style="primary")
    return [Message((text("privacy-forget-sure"), *_losses(turn)), ((no,), (yes,)))]


@on_tap("privacy.keep")
def keep(turn: Turn) -> list[Message]:
    """Nothing happens."""
    return [say("privacy-kept", rows=[[help.way("help")]]).in_place_of(turn.tapped_id)]


@on_tap("privacy.forget")
def forget(turn: Turn) -> list[Message]:
    """Everything goes; the last message says what is left."""
    forgetting.forget(turn)
    return [say("privacy-forgotten")]


def _losses(turn: Turn) -> list[Text]:
    """What is still owed, or not yet decided, and can't be paid to nobody."""
    due = [amount for amount in balance(turn.session, expert_account(turn.person.key)) if amount.minor > 0]
    waiting = turn.session.exec(
        select(func.count(col(Offer.id)))
        .outerjoin(Appeal, col(Appeal.offer_id) == col(Offer.id))
        .where(Offer.expert_id == turn.person.key, UNDER_REVIEW)
    ).one()
    losses = [text("privacy-forget-due", amounts=Lines(tuple(due)))] if due else []
    return [*losses, text("privacy-forget-waiting", n=waiting)] if waiting else losses
