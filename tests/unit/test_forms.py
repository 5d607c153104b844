"""Forms: what they ask, depending on what was filled in, and what they make of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.chat import forms
from bot.chat.event import Entry
from bot.chat.message import text
from bot.chat.texts import LANGUAGES, Reader, plain
from bot.platforms.slack.modals import MOST_TITLE
from handlers import dispatch
from handlers.drafts import newtask
from handlers.drafts.newtask_form import task_form
from handlers.questions.several import One, Several
from handlers.questions.vocabulary import countries, languages
from handlers.review import rejection
from handlers.talking.talk import CONVERSATIONS
from models.money import Money

READER = Reader("en", "UTC", datetime(2026, 3, 2, 12, tzinfo=UTC))
FACTS = newtask.Facts((), Money.of(60, "USD"), "UTC")


def filled(**entries: Entry) -> forms.Filled:
    named = {name.replace("__", ".").replace("_", "-"): entry for name, entry in entries.items()}
    return forms.fill(task_form(FACTS, {}, "en"), named, READER)


def test_empty_it_has_no_rule_yet_and_everything_is_missing() -> None:
    empty = filled()
    names = [field.name for field in empty.fields]
    assert names == ["title", "text-1", "kind-1", "field", "level", "minutes", "pay", "places", "deadline"]
    assert {no.key for no in empty.refused.values()} == {"form-required"} and set(empty.refused) == set(names)


@pytest.mark.parametrize(("kind", "shape"), [("choice", "OptionList"), ("number", "Plain"), ("text", "Number")])
def test_the_kind_decides_how_its_rule_is_asked(kind: str, shape: str) -> None:
    fields = {field.name: field for field in filled(kind_1=Entry("Choice", kind, is_choice=True)).fields}
    assert fields["kind-1.rule"].shape == shape


def test_pay_is_held_to_the_floor_for_the_minutes_given() -> None:
    little = filled(minutes=Entry("Number", "٣٠"), pay=Entry("Pay", "$29"))
    assert little.refused["pay"].key == "newtask-pay-below-floor" and little.answers["minutes"] == "30"
    assert filled(minutes=Entry("Number", "30"), pay=Entry("Pay", "$30")).answers["pay"] == [3000, "USD"]


def test_what_was_typed_for_another_kind_of_question_is_not_given() -> None:
    of_options = {"kind-1": Entry("Choice", "text", is_choice=True), "kind-1.rule": Entry("OptionList", "100")}
    assert forms.fill(task_form(FACTS, {}, "en"), of_options, READER).refused["kind-1.rule"].key == "form-required"


@pytest.mark.parametrize("value", [None, "", "   "])
def test_empty_is_an_answer_where_there_is_a_button_for_none(value: str | None) -> None:
    reasons = {"reason": Entry("Choice", "wrong", is_choice=True), "words": Entry("Plain", value)}
    both = forms.fill(rejection.form(text("reject-reason")), reasons, READER)
    assert both.answers == {"reason": "wrong", "words": ""} and not both.refused


@pytest.mark.parametrize("value", ["free", 7, None, ["wrong"]])
def test_a_choice_that_is_none_is_refused(value: object) -> None:
    reasons = {"reason": Entry("Choice", value, is_choice=True), "words": Entry("Plain", "x" * 5000)}
    both = forms.fill(rejection.form(text("reject-reason")), reasons, READER)
    assert set(both.refused) == {"reason", "words"} and both.refused["words"].key == "answer-too-long"


def test_what_stands_there_as_it_was_shown_is_no_answer_but_what_is_not_right_is_refused() -> None:
    begun = {"minutes": "10", "pay": [4000, "USD"], "title": "Liver scans", "kind-1": "text", "kind-1.rule": "300"}
    shown = forms.shown(forms.slots(forms.fill(task_form(FACTS, {}, "en"), {}, READER, begun).fields, READER))
    assert set(shown) == set(begun)

    entries = {
        "minutes": Entry("Number", "90"),
        "pay": Entry("Pay", " 40.00"),
        "title": Entry("Plain", "Liver scans"),
        "kind-1": Entry("Choice", "text", is_choice=True),
    }
    filled = forms.fill(task_form(FACTS, {}, "en"), entries, READER, begun, shown)

    assert filled.refused["pay"].key == "newtask-pay-below-floor"
    assert filled.answers == {"minutes": "90", "more-1": "no"}
    assert "kind-1.rule" not in filled.refused  # the form has no field for it: what is known holds


def test_what_was_known_but_would_be_accepted_no_longer_is_not_shown() -> None:
    begun = {"level": 99, "pay": [4000, "EUR"], "places": "three"}
    assert not forms.shown(forms.slots(forms.fill(task_form(FACTS, {}, "en"), {}, READER, begun).fields, READER))


def test_a_field_that_may_be_skipped_is_no_answer_when_empty() -> None:
    def script() -> forms.FormScript:
        yield forms.Field("country", One(countries()), text("profile-country"), skippable=True)
        yield forms.Field("languages", Several(languages()), text("profile-languages"))
        return {}

    empty = {"country": Entry("One", None), "languages": Entry("Several", [], is_choice=True)}
    both = forms.fill(script(), empty, READER)
    assert not both.answers and set(both.refused) == {"languages"}
    chosen = {"country": Entry("One", "Kenya"), "languages": Entry("Several", ["ar", "en"], is_choice=True)}
    assert forms.fill(script(), chosen, READER).answers == {"country": "KE", "languages": ["ar", "en"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [one.name for one in CONVERSATIONS.values() if one.form and dispatch.ROUTED])
def test_a_forms_title_is_shown_to_its_end(name: str, language: str) -> None:
    title = plain(text(f"{name}-form"), Reader(language, "UTC", READER.now))

    assert len(title) <= MOST_TITLE
