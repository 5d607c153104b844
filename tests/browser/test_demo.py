"""The demo as a newcomer meets it: the real service behind the page, from the first /start to the reminder."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from bot.demo.stage import EXPERT_ID, SLACK_RECRUITER, Stage
from tests.browser.conftest import close_windows, keep, pane, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

QUICK = 0.05
"""How long the simulated experts hesitate, against a person's one."""
PATIENCE = 15_000
TITLE, SECOND = "Liver transplant triage", "Rare bile duct case"
ORCID = "0000-0002-1825-0097"


@dataclass(frozen=True)
class Seat:
    """One person at the page."""

    chat: Locator

    async def writes(self, words: str, awaited: str) -> None:
        """Types something, and waits for what it leads to."""
        await write(self.chat, words)
        await self.sees(awaited)

    async def taps(self, label: str, awaited: str) -> None:
        """Presses the newest button with these words, and waits for what it leads to."""
        await self.chat.locator(".message button", has_text=label).last.click()
        await self.sees(awaited)

    async def sees(self, words: str | re.Pattern[str]) -> Locator:
        """The newest of the bot's messages with these words, once there is one."""
        found = self.chat.locator(".message", has_text=words).last
        await expect(found).to_be_visible(timeout=PATIENCE)
        return found


@dataclass(frozen=True)
class Visit:
    """A window on the demo, and what went wrong in it."""

    page: Page
    stage: Stage
    troubles: list[str]

    @property
    def alex(self) -> Seat:
        return Seat(pane(self.page, EXPERT_ID))

    async def turns(self, user_id: int | str, name: str) -> Seat:
        """The pane of this person shows somebody else."""
        await pane(self.page, user_id).locator("[data-part=switch]").click()
        await self.page.get_by_role("menuitemradio", name=name).click()
        return Seat(self.page.get_by_role("region", name=name))


async def opened(browser: Browser, stage: Stage) -> Visit:
    """A window on the demo's page, once the recruiter is in."""
    page = await browser.new_page(viewport=ViewportSize(width=1440, height=900), color_scheme="light")
    page.set_default_timeout(PATIENCE)
    visit = Visit(page, stage, [])
    page.on("pageerror", lambda error: visit.troubles.append(str(error)))
    page.on("console", lambda said: visit.troubles.append(said.text) if said.type == "error" else None)
    await page.goto(stage.url)
    await Seat(pane(page, SLACK_RECRUITER)).sees("You are now a recruiter")
    return visit


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """The demo with its simulated experts coming on board, and a window on it; no errors in its console."""
    async with Stage(1, patience=QUICK) as stage:
        await stage.admit_recruiter()
        stage.let_in()
        visit = await opened(browser, stage)
        yield visit
        await close_windows(browser)
    assert visit.troubles == []


async def joins(
    alex: Seat, city: str = "Riyadh", rate: str = "٩٠", *, start: str = "/start", name: str = "Alex Morgan"
) -> None:
    """The short way in: one proof, no quiet hours."""
    await alex.writes(start, "Which language shall we use?")
    await alex.taps("English", "What time is it where you are?")
    await alex.writes(city, "What I keep, and why")
    await alex.taps("I agree", "What is your name?")
    await alex.taps(name, "What is your field?")
    await alex.writes("liver transplants", "Where do you stand in it?")
    await alex.taps("Senior", "How would you like to show that Hepatology is your field?")
    await alex.taps("ORCID iD", "What is your ORCID iD?")
    await alex.writes(ORCID, f"ORCID iD {ORCID}")
    await alex.taps("Enough for now", "What must an hour pay at least?")
    await alex.writes(rate, "When shall I leave you alone?")
    await alex.taps("No quiet hours", "Please have a last look")
    await alex.taps("That's right, join", f"Welcome, {name}")


async def describes(
    riley: Seat, title: str, questions: tuple[tuple[str, str, str], ...], rest: tuple[str, ...]
) -> None:
    """A task: its questions as (text, kind, rule); then minutes, pay and places."""
    await riley.writes("/newtask", "What should experts see as its title?")
    await riley.writes(title, "Question 1.")
    for number, (words, kind, rule) in enumerate(questions, 1):
        await riley.writes(words, f"How is question {number} answered?")
        await riley.taps(kind, {"One": "Which options", "A n": "In which unit", "A s": "How many char"}[kind[:3]])
        await riley.writes(rule, f"That was question {number}.")
        if number < len(questions):
            await riley.taps("Add another question", f"Question {number + 1}.")
    await riley.taps("That's all", "Who should answer?")
    await riley.writes("liver transplants", "How far must their knowledge")
    await riley.taps("A well-formed credential", "How many minutes")
    for words, awaited in zip(rest, ("What do you pay", "an hour", "Until when"), strict=True):
        await riley.writes(words, awaited)
    await riley.writes("tomorrow 17:00", "Is this right?")
    await riley.taps("Yes, show me the card", "experts match")


async def sends_three_kinds(riley: Seat) -> None:
    """The story's task, up to its broadcast."""
    asked = (
        ("MELD 31, refractory ascites. What would you do today?", "One of several", "Transplant now, Wait and watch"),
        ("What bilirubin would change your mind?", "A number", "mg/dL"),
        ("Why? One or two sentences.", "A short text", "300"),
    )
    await describes(riley, TITLE, asked, ("10", "25", "30"))
    await riley.taps("Broadcast", "is on its way")


async def answers_three_kinds(alex: Seat) -> None:
    """From the claim to the summary, with a slip on the way."""
    await alex.taps("Claim", "Question 1 of 3")
    await alex.taps("Transplant now", "Question 2 of 3")
    await alex.writes("🙂", "as a number")
    await alex.writes("٣٫٥ mg/dL", "Question 3 of 3")
    await alex.writes("MELD of 31 with refractory ascites.", "Your answers")


async def test_the_whole_story_on_the_page(visit: Visit) -> None:
    alex, page = visit.alex, visit.page
    riley = await visit.turns(SLACK_RECRUITER, "Riley Chen")
    await joins(alex)
    await keep(page, "demo-joined")
    await sends_three_kinds(riley)
    await alex.sees("$150 an hour")
    await riley.sees(re.compile(r"Claimed: [1-9]"))
    await riley.sees(re.compile(r"Answered: [1-9]"))
    await keep(page, "demo-funnel")

    await answers_three_kinds(alex)
    await alex.taps("Submit", "your answer is in")
    await accepts(riley, "MELD of 31 with refractory ascites.")
    await alex.sees("has been accepted: $25 is yours")
    await alex.writes("/earnings", "Due to you: $25")
    await keep(page, "demo-paid")

    await describes(riley, SECOND, (("What is it?", "A short text", "300"),), ("30", "60", "40"))
    await riley.taps("Broadcast", f"{SECOND} is on its way")
    await alex.sees("$120 an hour")
    await alex.taps("Claim", "Question 1 of 1")
    for _ in range(4):
        await page.get_by_role("button", name="+10 min").click()
    reminder = await alex.sees(re.compile(f"{SECOND} is yours until .* left"))
    await expect(reminder.get_by_role("button", name="Go on")).to_be_visible()
    await keep(page, "demo-reminder")


async def accepts(riley: Seat, words: str) -> None:
    """Accepts the answer with these words."""
    await riley.writes("/review", "What bilirubin would change your mind?")
    await leafs_to(riley, words)
    await riley.taps("Accept", "is paid $25")


async def leafs_to(recruiter: Seat, words: str) -> None:
    """Skips answers until one has these words."""
    card = recruiter.chat.locator(".message", has=recruiter.chat.page.get_by_role("button", name="Accept")).last
    for _ in range(40):
        shown = await card.inner_text()
        if words in shown:
            break
        await card.get_by_role("button", name="Skip").click()
        await expect(card).not_to_have_text(shown, use_inner_text=True)


async def test_an_arabic_chat_runs_from_right_to_left(visit: Visit) -> None:
    page = visit.page
    await pane(page, EXPERT_ID).get_by_title("More for this chat").click()
    await page.get_by_role("menuitem", name="New person…").click()
    await page.get_by_label("Name").fill("نورة الشمري")
    await page.get_by_label("Language").select_option("ar")
    await page.get_by_role("button", name="Open chat").click()
    noura = Seat(page.locator(".pane[id^=chat-9]"))

    await noura.writes("/start", "بأي لغة نتحدّث؟")
    await noura.taps("العربية", "كم الساعة عندك الآن؟")
    await noura.writes("الرياض", "ما أحتفظ به ولماذا")
    await noura.taps("أوافق", "ما اسمك؟")
    await noura.taps("نورة", "ما مجالك؟")
    await noura.writes("زراعة الكبد", "ما مستواك فيه؟")

    question = await noura.sees("ما مستواك فيه؟")
    await expect(question.locator(".text").first).to_have_css("direction", "rtl")
    first, second = question.get_by_role("button", name="رجوع"), question.get_by_role("button", name="إلغاء")
    boxes = await first.bounding_box(), await second.bounding_box()
    assert boxes[0] and boxes[1] and boxes[0]["x"] > boxes[1]["x"], "the first button of a row is on the right"
    await keep(page, "demo-arabic")
