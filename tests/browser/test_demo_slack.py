"""The demo's Slack beside its Telegram: a task by form with an error in it, and an expert who begins to join."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from bot.demo.stage import EXPERT_ID, SLACK_RECRUITER
from tests.browser.conftest import keep, pane
from tests.browser.test_demo import TITLE, Seat, Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

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
