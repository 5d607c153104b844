"""An expert appeals against the rejection of an answer: one button, and words if they want. Somebody else decides."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat.assent import NO
from bot.chat.conversation import Script, ask
from bot.chat.forms import Field, FormScript
from bot.chat.message import Button, Message, Text, say, text
from bot.chat.questions import Option, Plain
from handlers.help import way
from handlers.questions.answer_kinds import shortened
from handlers.review import rejection
from handlers.review.appeal_notices import announce
from handlers.routes import on_tap
from handlers.talking import talk
from handlers.talking.leaving import Leaving
from handlers.turn import Turn
from models.appeal import MOST_WORDS, Appeal, appeal_until, expect_possible
from models.errors import Refused
from models.offer import REVIEW_WITHIN, Offer
from models.review import Review, Verdict
from models.task import Task
from models.types import OfferId

WORDS = Plain(most=MOST_WORDS, instead=(Option("", text("appeal-words-none"), also=NO),))


def button(offer: Offer, task: Task | None = None) -> Button:
    """The way to appeal; with the task's title where several stand together."""
    label = text("appeal-button-of", task=shortened(task.title, 40)) if task else text("appeal-button")
    return Button(label, "appeal.begin", (offer.key,))


@on_tap("appeal.begin")
def begin(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Asks for words; who has appealed already hears how it stands. Refused as `expect_possible`, or "not-yours"."""
    offer = turn.own(Offer, offer_id)
    appeal = turn.session.get(Appeal, offer.key)
    if appeal is not None:
        return [_stands(appeal, turn.get(Task, offer.task_id))]
    expect_possible(offer, turn.session.get(Review, offer.key), turn.now)
    return talk.begin(turn, APPEALING, offer.key)


def _asking(turn: Turn, offer_id: int) -> Callable[[], Script[str]]:
    offer = turn.get(Offer, offer_id)
    task, review = turn.get(Task, offer.task_id), turn.get(Review, offer_id)
    return lambda: ask("words", WORDS, task=task.title, until=appeal_until(review))


def _form(_: Turn, __: int) -> FormScript:
    yield Field("words", WORDS, text("appeal-form-words"), text("appeal-form-words-hint"), long=True)
    return {}


def _finish(turn: Turn, offer_id: int, words: str) -> list[Message]:
    """The appeal is made. What can't be appealed any more is said, not refused: the conversation is over either way."""
    offer = turn.own(Offer, offer_id)
    task = turn.get(Task, offer.task_id)
    known = turn.session.get(Appeal, offer.key)
    if known is not None:
        return [_stands(known, task).in_place_of(turn.tapped_id)]
    review = turn.get(Review, offer.key)
    try:
        appeal = Appeal.make(offer, review, words, turn.now)
    except Refused as refused:
        return [say(refused.key, **refused.variables, rows=[[way("earnings")]]).in_place_of(turn.tapped_id)]
    turn.session.add(appeal)
    turn.note("answer-appealed", f"offer:{offer.key}", turn.person.key)
    key = "appeal-made" if announce(turn, appeal, offer, task, review) else "appeal-made-nobody"
    said = say(key, task=task.title, by=appeal.decided_by, pay=task.pay, rows=[[way("earnings"), way("work")]])
    return [said.in_place_of(turn.tapped_id)]


def _stands(appeal: Appeal, task: Task) -> Message:
    """What has become of an appeal."""
    return Message((_news(appeal, task),), ((way("earnings"),),))


def _news(appeal: Appeal, task: Task) -> Text:
    if appeal.verdict is None:
        return text("appeal-waits", task=task.title, at=appeal.made_at, by=appeal.decided_by, pay=task.pay)
    if appeal.reviewer_id is None:
        return text("appeal-silence", task=task.title, pay=task.pay, days=REVIEW_WITHIN.days)
    if appeal.verdict is Verdict.ACCEPT:
        return text("appeal-told-accepted", task=task.title, pay=task.pay)
    return rejection.told("appeal-told-upheld", appeal.reason, appeal.reviewer_words, task=task.title)


def _leaving(turn: Turn, offer_id: int) -> Leaving:
    """Nothing is sent by going away; until when it may still be is said, with the way back."""
    offer = turn.get(Offer, offer_id)
    task, review = turn.get(Task, offer.task_id), turn.get(Review, offer_id)
    left = say("appeal-left", task=task.title, until=appeal_until(review), rows=[[button(offer)], [way("earnings")]])
    return Leaving(text("talk-cancel-sure"), text("talk-cancel-yes"), text("talk-cancel-no"), left, nothing=left)


APPEALING = talk.register(talk.Conversation("appeal", _asking, _finish, form=_form, leaving=_leaving))
