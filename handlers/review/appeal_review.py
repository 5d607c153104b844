"""Appeals are decided on by somebody else than who rejected: accepted and paid after all, or rejected for good."""

from __future__ import annotations

from bot.chat.message import Button, Message, Rows, Text, say, text
from handlers.broadcasts import closing
from handlers.cards.offer_card import shown_at
from handlers.credentials.card import name_of
from handlers.help import way
from handlers.money.payouts import tell_earned
from handlers.notices import awake_at
from handlers.review import appeal_notices, rejection
from handlers.review.answer_card import ROOM, said
from handlers.review.rejection import Rejection
from handlers.routes import on_tap
from handlers.scope import own_task
from handlers.talking import talk
from handlers.turn import Turn, Work
from models.appeal import MOST_WORDS, Appeal
from models.ledger import pay_for
from models.membership import Role
from models.offer import Offer
from models.queries import appeals, tally
from models.review import Review, Verdict
from models.task import Task
from models.types import OfferId


@on_tap("appeal.open")
def begin(turn: Turn) -> list[Message]:
    """From the notice or the choice."""
    return show_next(turn)


@on_tap("appeal.skip")
def skip(turn: Turn, offer_id: OfferId) -> list[Message]:
    """The next one; what was skipped comes round again."""
    return [_next(turn, turn.session.get(Appeal, offer_id)).in_place_of(turn.tapped_id)]


@on_tap("appeal.accept")
def accept(turn: Turn, offer_id: OfferId) -> list[Message]:
    """The answer counts after all and is paid."""
    task, offer, appeal = _locked(turn, offer_id)
    if appeal is None or appeal.decided_at is not None:
        return _decided_before(turn, appeal)
    appeal.accept(offer, task, turn.get(Review, offer_id), turn.person.key, turn.now)
    turn.note("appeal-accepted", f"offer:{offer_id}", turn.person.key)
    won = text("appeal-told-accepted", task=task.title, pay=task.pay)
    tell_earned(turn, offer.expert_id, won, key=_outcome(offer))
    beyond = (text("appeal-beyond"),) if task.beyond else ()
    tally.keep(turn.session, offer.expert_id, turn.now)
    settle(turn, appeal, offer, task)
    done = text("review-accepted", expert=name_of(turn.session, offer.expert_id), pay=task.pay)
    return [_next(turn, appeal).after(done, *beyond).in_place_of(turn.tapped_id)]


@on_tap("appeal.uphold")
def uphold(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Asks for the reason, and for words if there are any."""
    _, _, appeal = _locked(turn, offer_id)
    if appeal is None or appeal.decided_at is not None:
        return _decided_before(turn, appeal)
    appeal.expect_other(turn.get(Review, offer_id), turn.person.key)
    return [message.in_place_of(turn.tapped_id) for message in talk.begin(turn, UPHOLDING, offer_id)]


def _uphold(turn: Turn, offer_id: int, because: Rejection) -> list[Message]:
    task, offer, appeal = _locked(turn, OfferId(offer_id))
    if appeal is None or appeal.decided_at is not None:
        return _decided_before(turn, appeal)
    appeal.uphold(turn.get(Review, offer.key), turn.person.key, because.reason, because.words, turn.now)
    turn.note("appeal-upheld", f"offer:{offer.key}", turn.person.key)
    told = rejection.told("appeal-told-upheld", appeal.reason, appeal.reviewer_words, task=task.title)
    final = Message((told, text("review-told-others")), ((way("work"),),))
    turn.tell(offer.expert_id, final, key=_outcome(offer), not_before=awake_at(turn, offer.expert_id))
    done = text("appeal-upheld", expert=name_of(turn.session, offer.expert_id))
    return [_next(turn, appeal).after(done).in_place_of(turn.tapped_id)]


def settle(work: Work, appeal: Appeal, offer: Offer, task: Task) -> None:
    """What follows from an appeal that was won, all locked: it is paid once, shown everywhere, and told to whoever had
    rejected the answer."""
    pay_for(work.session, offer, task, work.now)
    closing.put_right(work, offer, shown_at(work, offer), "appeal")
    closing.close_if_over(work, task)
    closing.look_again(work, task)
    appeal_notices.tell_overruled(work, appeal, offer, task)


def show_next(turn: Turn) -> list[Message]:
    """The oldest that this reviewer may decide on."""
    turn.need(Role.RECRUITER)
    return [_next(turn)]


def _next(turn: Turn, after: Appeal | None = None) -> Message:
    turn.need(Role.RECRUITER)
    turn.session.flush()
    appeal = appeals.next_for(turn.session, turn.person.key, after=after)
    if appeal is None:
        return say("appeal-none", rows=[[way("review")]])
    return _card(turn, appeal, appeals.count_for(turn.session, turn.person.key) - 1)


def _card(turn: Turn, appeal: Appeal, others: int) -> Message:
    """The answer, why it was rejected, and what its expert says to that. Who rejected it is not said."""
    offer, first = turn.get(Offer, appeal.offer_id), turn.get(Review, appeal.offer_id)
    answer, beside = said(turn, offer, ROOM - 2 * MOST_WORDS)
    theirs = text("appeal-card-words", words=appeal.words) if appeal.words else text("appeal-card-no-words")
    waiting = (text("review-more", n=others),) if others else ()
    why = rejection.told("appeal-card-rejected", first.reason, first.words, at=first.decided_at)
    until = text("appeal-card-until", by=appeal.decided_by)
    return Message((text("appeal-card"), *answer, why, theirs, until, *waiting), (*_buttons(offer), *beside))


def _buttons(offer: Offer) -> Rows:
    accept = Button(text("appeal-accept"), "appeal.accept", (offer.key,), style="primary")
    uphold = Button(text("appeal-uphold"), "appeal.uphold", (offer.key,), style="danger")
    return ((accept, uphold), (Button(text("review-skip"), "appeal.skip", (offer.key,)),))


def _locked(turn: Turn, offer_id: OfferId) -> tuple[Task, Offer, Appeal | None]:
    """The answer to a task of the reviewer's client, all three rows locked; no appeal where its expert has left."""
    task = own_task(turn, turn.get(Offer, offer_id).task_id)
    return task, turn.lock(Offer, offer_id), locked_appeal(turn, offer_id)


def locked_appeal(work: Work, offer_id: OfferId) -> Appeal | None:
    """The appeal about an offer that is locked, as it is now."""
    return work.session.get(Appeal, offer_id, with_for_update=True, populate_existing=True)


def _decided_before(turn: Turn, appeal: Appeal | None) -> list[Message]:
    """A second tap says nothing; another reviewer hears who was first."""
    if appeal is not None and appeal.reviewer_id == turn.person.key:
        return []
    return [_next(turn, appeal).after(_already(turn, appeal)).in_place_of(turn.tapped_id)]


def _already(turn: Turn, appeal: Appeal | None) -> Text:
    if appeal is None:
        return text("review-withdrawn")
    if appeal.reviewer_id is None:
        return text("appeal-already-silence")
    key = "review-already-accept" if appeal.verdict is Verdict.ACCEPT else "review-already-reject"
    return text(key, by=name_of(turn.session, appeal.reviewer_id))


def _outcome(offer: Offer) -> str:
    return f"offer:{offer.key}:appeal-decided"


UPHOLDING = talk.register(
    talk.Conversation(
        "uphold",
        lambda _, __: rejection.asked,
        _uphold,
        form=lambda _, __: rejection.form(text("uphold-reason")),
    )
)
