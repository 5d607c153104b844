"""What a reminder says, as long as it has a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.chat.message import Button, Text, text
from handlers.cards.offer_card import CAN_BE_CLAIMED, standing
from handlers.credentials.claim_words import subject
from handlers.onboarding.not_joined import going_on
from handlers.onboarding.onboarding import ONBOARDING, ahead
from handlers.questions.answer_kinds import shortened
from handlers.review import appeal_notices
from handlers.turn import Work
from models import many
from models.appeal import Appeal
from models.credential import Credential
from models.expert import Expert, next_awake
from models.offer import REVIEW_WITHIN, Offer, OfferState
from models.person import Person, Progress
from models.queries import appeals
from models.queries.appeals import Waiting
from models.reminder import MutedReminder, Reminder, ReminderKind
from models.task import Task
from models.types import PersonId

A_FEW, QUARTER = timedelta(minutes=3), timedelta(minutes=15)
OF_OFFERS = (ReminderKind.HOLD_ENDS, ReminderKind.OFFER_CLOSES, ReminderKind.LATER)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Nudge:
    """One reminder in words. `main` is its way on, named so that it stands among others; `also` goes beside it."""

    reminder: Reminder
    said: Text
    main: Button
    also: tuple[Button, ...] = ()
    snoozes: tuple[timedelta, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All that a batch of reminders is about."""

    work: Work
    awake_at: dict[PersonId, datetime]
    """When each may be reminded: now, or at the end of their quiet hours."""
    muted: set[tuple[PersonId, ReminderKind]]
    offers: dict[int, tuple[Offer, Task]]
    joining: dict[PersonId, tuple[Person, Progress]]
    proofs: dict[int, Credential]
    appeals: dict[int, Appeal]
    to_decide: dict[PersonId, Waiting]

    @property
    def now(self) -> datetime:
        return self.work.now


def facts(work: Work, due: Sequence[Reminder]) -> Facts:
    """Loaded for the whole batch, with one query for each table."""
    people = {"people": list({reminder.person_id for reminder in due})}
    about = list({r.about_id for r in due if r.kind in OF_OFFERS})
    proofs = {r.about_id for r in due if r.kind is ReminderKind.PROOF_EXPIRES}
    held = select(Credential).where(col(Credential.id).in_(proofs))
    made, to_decide = _appeals(work, [r for r in due if r.kind is ReminderKind.APPEAL_WAITS])
    session = work.session
    offers = many.execute(session, _OFFERS, {"offers": about}) if about else ()
    return Facts(
        work=work,
        awake_at={id_: next_awake(work.now, *night) for id_, *night in many.execute(session, _NIGHTS, people)},
        muted={(row.person_id, row.kind) for row in many.execute(session, _MUTED, people).scalars()},
        offers={offer.key: (offer, task) for offer, task in offers},
        joining={person.key: (person, progress) for person, progress in many.execute(session, _JOINING, people)},
        proofs={proof.id or 0: proof for proof in session.exec(held)} if proofs else {},
        appeals=made,
        to_decide=to_decide,
    )


def _appeals(work: Work, due: Sequence[Reminder]) -> tuple[dict[int, Appeal], dict[PersonId, Waiting]]:
    if not due:
        return {}, {}
    made = select(Appeal).where(col(Appeal.offer_id).in_({reminder.about_id for reminder in due}))
    to_decide = appeals.waiting_for(work.session, {reminder.person_id for reminder in due})
    return {appeal.offer_id: appeal for appeal in work.session.exec(made)}, to_decide


def nudge(reminder: Reminder, about: Facts) -> Nudge | None:
    """What it says now; None where it is not wanted any more or has lost its point."""
    if (reminder.person_id, reminder.kind) in about.muted:
        return None
    if reminder.kind is ReminderKind.ONBOARDING:
        return _go_on_joining(reminder, about)
    if reminder.kind is ReminderKind.PROOF_EXPIRES:
        proof = about.proofs.get(reminder.about_id)
        return _proof_expires(reminder, proof, about.now) if proof else None
    if reminder.kind is ReminderKind.APPEAL_WAITS:
        return _appeal_waits(reminder, about)
    offer, task = about.offers.get(reminder.about_id, (None, None))
    if offer is None or task is None:
        return None
    if reminder.kind is ReminderKind.HOLD_ENDS:
        return _hold_ends(reminder, offer, task, about.now)
    return _still_open(reminder, offer, task, about.now)


def _go_on_joining(reminder: Reminder, about: Facts) -> Nudge | None:
    if reminder.person_id not in about.joining:
        return None
    said = text("reminder-onboarding", n=len(ahead(about.work, *about.joining[reminder.person_id])))
    return Nudge(reminder, said, going_on(), snoozes=(DAY,))


def _proof_expires(reminder: Reminder, proof: Credential, now: datetime) -> Nudge | None:
    if not proof.stands(now) or proof.expires_at is None:
        return None
    field = subject(proof)
    kind = text(f"credential-kind-{proof.kind.value}")
    said = text("reminder-proof-expires", kind=kind, field=field, until=proof.expires_at)
    show = Button(text("button-show-proof", field=field), "proving.add", style="primary")
    return Nudge(reminder, said, show, snoozes=_before(proof.expires_at, now, DAY, WEEK))


def _appeal_waits(reminder: Reminder, about: Facts) -> Nudge | None:
    """All that wait for this person are told in one, as the way on leads to each of them."""
    appeal, theirs = about.appeals.get(reminder.about_id), about.to_decide.get(reminder.person_id)
    if appeal is None or appeal.decided_at is not None or theirs is None:
        return None
    by = theirs.since + REVIEW_WITHIN
    said = text("reminder-appeal-waits", n=theirs.number, at=theirs.since, by=by)
    return Nudge(reminder, said, appeal_notices.look(), snoozes=_before(by, about.now, DAY, WEEK))


def _hold_ends(reminder: Reminder, offer: Offer, task: Task, now: datetime) -> Nudge | None:
    until = offer.held_until
    if offer.state is not OfferState.CLAIMED or until is None or until <= now:
        return None
    said = text("reminder-hold-ends", task=task.title, until=until, left=until - now)
    more = Button(text("button-more-time"), "offer.more-time", (offer.key,))
    back = Button(text("button-hand-back"), "offer.hand-back", (offer.key,))
    also = (back,) if offer.more_time_given else (more, back)
    return Nudge(reminder, said, _named("offer.answer", offer, task), also, _before(until, now, A_FEW, QUARTER))


def _still_open(reminder: Reminder, offer: Offer, task: Task, now: datetime) -> Nudge | None:
    if standing(offer, task, now) not in CAN_BE_CLAIMED:
        return None
    said = text(
        f"reminder-{reminder.kind.value}",
        task=task.title,
        pay=task.pay,
        places=task.places_left,
        deadline=task.deadline,
        left=task.deadline - now,
    )
    snoozes = _before(task.deadline, now, QUARTER, HOUR)
    return Nudge(reminder, said, _named("offer.show", offer, task), snoozes=snoozes)


def _before(end: datetime, now: datetime, *lengths: timedelta) -> tuple[timedelta, ...]:
    """Those after which the end has not come yet."""
    return tuple(length for length in lengths if now + length < end)


def _named(action: str, offer: Offer, task: Task) -> Button:
    key = "button-go-on-task" if action == "offer.answer" else "button-see-task"
    return Button(text(key, task=shortened(task.title, 40)), action, (offer.key,), style="primary")


_NIGHTS = many.reading(
    lambda within: (
        select(col(Person.id), col(Person.timezone), col(Expert.quiet_from), col(Expert.quiet_to))
        .outerjoin(Expert, col(Expert.person_id) == col(Person.id))
        .where(within(col(Person.id), "people"))
    )
)
_MUTED = many.reading(lambda within: select(MutedReminder).where(within(col(MutedReminder.person_id), "people")))
_OFFERS = many.reading(
    lambda within: (
        select(Offer, Task).join(Task, col(Task.id) == col(Offer.task_id)).where(within(col(Offer.id), "offers"))
    )
)
_JOINING = many.reading(
    lambda within: (
        select(Person, Progress)
        .join(Progress, col(Progress.person_id) == col(Person.id))
        .where(within(col(Person.id), "people"), Progress.conversation == ONBOARDING.name)
    )
)
