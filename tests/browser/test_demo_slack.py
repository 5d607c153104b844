"""The demo's Slack beside its Telegram: a task by form with an error in it, an expert who is paid, a form in Arabic."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from bot.demo.stage import EXPERT_ID, SLACK_RECRUITER
from tests.browser.conftest import keep, pane
from tests.browser.test_demo import TITLE, Seat, Visit, joins, leafs_to, visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

__all__ = ["visit"]


async def fills(form: Locator, fields: dict[str, str]) -> None:
    """Types into the fields with these labels."""
    for label, words in fields.items():
        await form.get_by_label(label, exact=True).fill(words)


async def describes(robin: Seat) -> None:
    """A task by form: its pay is too low at first, and that is said under its field."""
    await robin.chat.get_by_role("button", name="New task").last.click()
    form = robin.chat.get_by_role("dialog", name="New task")
    await form.get_by_label("How is it answered?").select_option("One of several options")
    await fills(form, {"Title": TITLE, "Question": "Transplant today?", "Options, one on each line": "Yes\nNo"})
    await fills(form, {"Field": "liver transplants", "Minutes": "10", "Pay": "1"})
    await form.get_by_label("Proof").select_option(index=1)
    await fills(form, {"Places": "30", "Deadline": "tomorrow 17:00"})
    await form.get_by_role("button", name="Done").click()
    await expect(form.get_by_text("the least we allow")).to_be_visible()
    await expect(form.get_by_label("Pay")).to_be_focused()
    await expect(form.get_by_role("button", name="Done")).to_be_in_viewport()
    await keep(form.page, "demo-slack-error")
    await form.get_by_label("Pay", exact=True).fill("25")
    await form.get_by_role("button", name="Done").click()
    await expect(form).to_be_hidden()
    await robin.sees("Is this right?")


async def test_slack_beside_telegram(visit: Visit) -> None:
    page, robin = visit.page, Seat(pane(visit.page, SLACK_RECRUITER))
    await expect(page.get_by_role("region", name="Alex Morgan, expert · Telegram")).to_be_visible()
    await expect(robin.chat.get_by_text("recruiter · Slack")).to_be_visible()

    await describes(robin)
    await robin.taps("Yes, show me the card", "match")
    await robin.taps("Broadcast", "Open until")
    sasha = await visit.turns(EXPERT_ID, "Sasha Lind")
    await sasha.writes("start", "Which language shall we use?")
    await sasha.taps("English", "What time is it where you are?")
    await robin.sees("Claimed")
    await keep(page, "demo-slack")
    await robin.chat.get_by_role("tab", name="Home").click()
    await expect(robin.chat.locator(".home").get_by_role("button", name="My tasks")).to_be_visible()
    await keep(page, "demo-slack-home")


async def test_an_expert_on_slack_claims_answers_and_is_paid(visit: Visit) -> None:
    page, robin = visit.page, Seat(pane(visit.page, SLACK_RECRUITER))
    sasha = await visit.turns(EXPERT_ID, "Sasha Lind")
    await joins(sasha, start="start", name="Sasha Lind")
    await describes(robin)
    await robin.taps("Yes, show me the card", "match")
    await robin.taps("Broadcast", "Open until")

    await sasha.taps("Claim", "Question 1 of 1")
    await keep(page, "demo-slack-claimed")
    await sasha.taps("Yes", "Your answers")
    await keep(page, "demo-slack-answers")
    await sasha.taps("Submit", "your answer is in")
    await accepts(robin, "Sasha Lind")
    await sasha.sees("has been accepted: $25 is yours")
    await sasha.writes("earnings", "Due to you: $25")
    await keep(page, "demo-slack-paid")
    await sasha.chat.get_by_role("tab", name="Home").click()
    await expect(sasha.chat.locator(".home").get_by_text("Due to you: $25")).to_be_visible()
    await keep(page, "demo-slack-expert-home")


async def accepts(robin: Seat, name: str) -> None:
    """Accepts this expert's answer."""
    await robin.writes("review", "Transplant today?")
    await leafs_to(robin, name)
    await keep(robin.chat.page, "demo-slack-review")
    await robin.taps("Accept", "is paid $25")


async def test_a_form_in_arabic_keeps_what_was_chosen(visit: Visit) -> None:
    sasha = await visit.turns(EXPERT_ID, "Sasha Lind")
    await joins(sasha, start="start", name="Sasha Lind")
    await sasha.writes("language", "بأي لغة نتحدّث؟")
    await sasha.taps("العربية", "تم التغيير")
    await sasha.chat.locator(".message button", has_text="غيّر كل شروطي").last.click()
    form = sasha.chat.get_by_role("dialog", name="شروطك")
    await expect(form.get_by_label("أقل أجر للساعة")).to_have_value("90.00")
    await expect(form).to_have_css("direction", "rtl")
    await keep(form.page, "demo-slack-arabic")
    await form.get_by_label("الساعات في الأسبوع").fill("٩٩٩")
    await form.get_by_role("button", name="تم").click()
    await expect(form.get_by_label("الساعات في الأسبوع")).to_be_focused()
    await keep(form.page, "demo-slack-arabic-error")
    await form.get_by_label("الساعات في الأسبوع").fill("١٢")
    await form.get_by_label("العربية").check()
    await form.get_by_role("button", name="تم").click()
    await expect(form).to_be_hidden()
    told = await sasha.sees("تم التغيير")
    await expect(told).to_contain_text("12 ساعة")
    await keep(form.page, "demo-slack-arabic-kept")
