"""The expert's whole way, from the card to the money, with a recruiter at the other end."""

from __future__ import annotations

from dataclasses import replace

from handlers.broadcasts import broadcast, closing
from handlers.offers import holds
from handlers.turn import Work
from models.payday import Payday
from models.task import Task
from tests import make
from tests.chat import Chat
from tests.recruiting import broadcasts, describes, recruiter


def test_from_the_broadcast_to_the_money(chat: Chat) -> None:
    sara, rana = make.expert(chat, "Sara"), recruiter(chat)
    broadcasts(describes(rana))
    chat.sweep(broadcast.sweep, broadcast.move)

    assert sara.sees("Liver scans")
    sara.taps("Claim").taps("Yes").taps("Submit")
    rana.taps("Review").taps("Accept")

    assert sara.has_seen("Liver scans")
    sara.writes("/earnings")
    assert sara.sees("Due to you: $40")
    assert sara.sees("✓ Liver scans: $40, accepted, to be paid out")


def test_the_payday_is_promised_with_the_acceptance(chat: Chat) -> None:
    chat.inbox._policy = replace(chat.policy, payday=Payday("friday"))
    sara, rana = make.expert(chat, "Sara"), recruiter(chat)
    broadcasts(describes(rana))
    chat.sweep(broadcast.sweep, broadcast.move)

    sara.taps("Claim").taps("Yes").taps("Submit")
    rana.taps("Review").taps("Accept")

    assert sara.has_seen("has been accepted: $40 is yours. Thank you!\n\nIt is paid out on 27 Nov 2026.")


def test_a_rejection_shows_its_reason(chat: Chat) -> None:
    sara, rana = make.expert(chat, "Sara"), recruiter(chat)
    broadcasts(describes(rana))
    chat.sweep(broadcast.sweep, broadcast.move)
    sara.taps("Claim").taps("Yes").taps("Submit")

    rana.taps("Review").taps("Reject").taps("It is incomplete").writes("The second lobe is missing.")

    sara.writes("/earnings")
    assert sara.sees("✗ Liver scans: $40, not accepted")
    assert sara.sees("“The second lobe is missing.”")


def test_what_was_held_when_the_client_closed_is_paid(chat: Chat) -> None:
    sara, rana = make.expert(chat, "Sara"), recruiter(chat)
    broadcasts(describes(rana))
    chat.sweep(broadcast.sweep, broadcast.move)
    sara.taps("Claim")
    chat.later(minutes=10)

    def close(work: Work) -> None:
        task = work.lock(Task, 1)
        closing.close(work, task)
        closing.release_held(work, task)

    chat.sweep(close)
    chat.sweep(holds.expire_holds)
    sara.writes("Yes")

    assert sara.has_seen("This task has closed.")
    assert sara.sees("Liver scans has closed meanwhile")
    sara.writes("/earnings")
    assert sara.sees("✓ Liver scans: $20 for the time you held it, accepted, to be paid out")
