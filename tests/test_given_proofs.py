"""What was shown already is marked in the list of ways, with how it stands."""

from __future__ import annotations

from models.credential import Level
from models.membership import Role
from tests import make
from tests.chat import Chat, Chatter
from tests.joining import reaches
from tests.proving import asks_for_a_code, code_in_the_mail, looked_at
from tests.recruiting import member


def ways(person: Chatter) -> list[str]:
    """The marked ones."""
    return [label for label in person.last.labels if label.startswith("✓")]


def given(person: Chatter) -> list[str]:
    return [line for line in person.last.text.splitlines() if line.startswith("✓")]


def test_nothing_is_marked_before_and_each_proof_at_once(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    assert ways(sara) == []
    sara.taps("Another address").writes("sara@kau.edu.sa")
    sara.writes(code_in_the_mail(chat))

    assert ways(sara) == ["✓ Code to my address · 2 min"]
    assert given(sara) == ["✓ Work address: control proven, until 24 Nov 2027"]
    sara.writes("document or photo 2 min").taps("Diploma").uploads()
    assert given(sara)[-1] == "✓ Diploma or degree: with a reviewer"
    assert ways(sara)[-1] == "✓ Document or photo · 2 min"


def test_an_expert_sees_what_stands_what_waits_and_what_has_run_out(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    sara = make.expert(chat, "Sara", level=Level.LISTED)
    sara.writes("/profile").taps("Add a proof").taps("A language").taps("French").taps("C1").taps("My word will do")
    sara.taps("My name").writes("Sara Haddad").taps("Yes: married").uploads("passport.pdf")
    looked_at(chat)
    lina.writes("/documents").taps("Confirm · 6")
    chat.later(days=200)

    sara.taps("Enough")
    sara.writes("/profile").taps("Add a proof")

    assert given(sara) == [
        "✓ Licence to practise: listed in a register, until Wed 24 Nov, 09:00",
        "✓ Language: in your own word, not proven",
        "✓ Name: expired, please show it again",
    ]
    assert sara.sees("How would you like to show that Hepatology is your field?")


def test_of_one_way_the_best_is_told_and_what_failed_is_not(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    sara = make.expert(chat, "Sara", level=Level.CLAIMED)
    for verdict in ("Confirm · 24", "Reject", ""):
        sara.writes("/profile").taps("Add a proof").taps("Document or photo").taps("Diploma").uploads()
        looked_at(chat)
        sara.taps("Enough")
        if verdict:
            lina.writes("/documents").taps(verdict)
        if verdict == "Reject":
            lina.taps("It can't be read").taps("No, that's enough")

    sara.writes("/profile").taps("Add a proof")

    assert given(sara) == ["✓ Diploma or degree: confirmed, until 23 Nov 2028"]
    assert ways(sara) == ["✓ Document or photo · 2 min"]


def test_a_document_of_no_use_is_not_called_shown_in_the_same_breath(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Diploma").uploads()
    assert sara.sees("it has arrived") and given(sara) == ["✓ Diploma or degree: with a reviewer"]

    chat.finish("inspect-file", error="file-damaged", found="pdf")

    assert sara.messages[-2].text.startswith("I couldn't use the document that you sent, so I've deleted it.")
    assert given(sara) == ways(sara) == []
    assert "it has arrived" not in sara.last.text
    assert sara.sees("Would you like to show something else for Hepatology?")


def test_the_summary_counts_what_is_shown_and_not_what_failed(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    sara.writes(code_in_the_mail(chat))
    sara.taps("Document or photo").taps("Diploma").uploads()
    chat.finish("inspect-file", error="file-damaged", found="pdf")
    sara.taps("Enough for now").taps("$125").taps("22:00 to 07:00")

    assert sara.sees("Proofs: 1 shown")
