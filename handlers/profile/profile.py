"""What the house knows of a person, and every way to change it."""

from __future__ import annotations

from sqlmodel import col, select

from bot.chat.message import Arg, Button, Lines, Message, Text, text
from bot.chat.questions import Given
from handlers import help
from handlers.credentials.claim_words import how_far, named, subject
from handlers.exam import exam
from handlers.onboarding.not_joined import not_joined
from handlers.profile import pause
from handlers.profile.edit import EDITING, PARTS
from handlers.questions import particulars, quiet, terms, zones
from handlers.questions.vocabulary import languages
from handlers.routes import on_command, on_tap
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import CheckMethod, Credential, CredentialState
from models.expert import Expert
from models.field import by_code
from models.standing import fluent_in

SHOWN_STATES = (
    CredentialState.PENDING,
    CredentialState.VERIFIED,
    CredentialState.FAILED,
    CredentialState.EXPIRED,
    CredentialState.DECLARED,
)


@on_command("profile")
def show(turn: Turn, _: str) -> list[Message]:
    """Everything at a glance, with a button to change each."""
    expert = turn.expert
    if expert is None:
        return [not_joined(turn)]
    parts = [text("profile", lines=_particulars(turn, expert)), text("profile-credentials", lines=_credentials(turn))]
    if pause.is_paused(expert, turn):
        parts.append(pause.shown(expert, turn))
    return [Message(tuple(parts), _rows(turn, expert))]


@on_tap("profile.edit")
def edit(turn: Turn, part: str) -> list[Message]:
    """One particular is asked again."""
    return talk.restart(turn, EDITING, {}, subject=PARTS.index(part))


@on_command("language")
def language(turn: Turn, rest: str) -> list[Message]:
    """The language of everything that is said; `/language Arabic` names it at once."""
    if not rest.strip():
        return edit(turn, "language")
    spoken = particulars.spoken(turn.person.language).read(Given(turn.reader, words=rest))
    return talk.restart(turn, EDITING, {"language": spoken}, subject=PARTS.index("language"))


@on_command("timezone")
def timezone(turn: Turn, rest: str) -> list[Message]:
    """The time zone of every moment that is said; `/timezone Cairo` names it at once."""
    if not rest.strip():
        return edit(turn, "timezone")
    zone = zones.meant(rest, turn.now)
    return talk.restart(turn, EDITING, {"timezone": zone}, subject=PARTS.index("timezone"))


def particulars_of(turn: Turn, expert: Expert) -> dict[str, Arg]:
    """What is known of an expert, in words, by the part's name."""
    return {
        "name": turn.person.name,
        "field": particulars.label(by_code(expert.field_code)),
        "level": text(f"seniority-{expert.seniority.value}"),
        "rate": expert.min_rate,
        "quiet": quiet.shown(quiet.of(expert)),
        "timezone": zones.label(turn.person.timezone),
        "language": particulars.NATIVE[turn.person.language],
        "country": terms.shown_country(expert.country),
        "languages": languages().listed(expert.languages) if expert.languages else text("terms-not-said"),
        "hours": terms.shown_hours(expert.hours_a_week),
        "kinds": terms.shown_kinds(expert.kinds),
        "employer": expert.employer or text("terms-employer-nobody"),
    }


def _particulars(turn: Turn, expert: Expert) -> Lines:
    values = particulars_of(turn, expert)
    return Lines(tuple(text("summary-line", label=text(f"profile-{part}"), value=values[part]) for part in values))


def _credentials(turn: Turn) -> Lines:
    mine = select(Credential).where(Credential.person_id == turn.person.key).order_by(col(Credential.id))
    every = [one for one in turn.session.exec(mine) if one.state in SHOWN_STATES and not _begun_only(one)]
    proven = fluent_in(every, 0, turn.now)
    held = [one for one in every if one.state is not CredentialState.DECLARED or one.language not in proven]
    return Lines(tuple(_credential(one, turn) for one in held) or (text("profile-no-credentials"),))


def _begun_only(held: Credential) -> bool:
    """A mail whose code was never typed: nothing that anyone waits for."""
    return held.state is CredentialState.PENDING and held.method is CheckMethod.EMAIL_CODE


def _credential(held: Credential, turn: Turn) -> Text:
    """One line: what is claimed, in which field, and how far it is proven until when."""
    form = "credential-line" if named(held) else "credential-line-unnamed"
    return text(
        form if held.field_code else "credential-line-alone",
        kind=text(f"credential-kind-{held.kind.value}"),
        claim=named(held),
        field=subject(held),
        how=how_far(held, turn.now),
    )


def _rows(turn: Turn, expert: Expert) -> tuple[tuple[Button, ...], ...]:
    edits = [Button(text("button-edit", what=text(f"profile-{part}")), "profile.edit", (part,)) for part in PARTS]
    rows = [tuple(edits[at : at + 2]) for at in range(0, len(edits), 2)]
    add = Button(text("profile-add"), "proving.add", style="primary")
    test = exam.invitation(turn, expert)
    return (
        (Button(text("profile-terms-change"), "profile.terms"),),
        *rows,
        (add,),
        *(((test,),) if test else ()),
        (help.way("resume" if pause.is_paused(expert, turn) else "pause"),),
    )
