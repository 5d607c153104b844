"""What stands around the chats: sizes and themes, mail, clock, people, and a server that comes back."""

from __future__ import annotations

import re
from email.message import EmailMessage

import aiosmtplib
import pytest
from playwright.async_api import expect

from tests.browser.conftest import Demo, keep, newest, pane, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
SIZES = [(1440, 900), (900, 700), (360, 740)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_it_fits_and_can_be_read(demo: Demo, width: int, height: int, scheme: str) -> None:
    for person, texts in ((demo.sara, ["/start", "card"]), (demo.omar, ["عربي", "رائع، شكرًا لكم!"])):
        for text in texts:
            await person.send(text)
            await person.next()
    page = await demo.open(width, height, scheme)
    await expect(page.locator(".pane:visible")).to_have_count(1 if width < 760 else 2)
    await keep(page, f"{width}-{scheme}")
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    assert await page.evaluate(UNREADABLE) == []
    await page.get_by_role("button", name="Mail", exact=True).click()
    await page.get_by_role("button", name="Service’s clock").click()
    assert await page.evaluate(UNREADABLE) == []


# Each visible text whose contrast to the nearest opaque ground behind it is under 4.5:1 (WCAG 2.2, AA).
UNREADABLE = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((v, i) => v * a / 255 + below[i] * (1 - a / 255));
  const light = (rgb) => rgb.map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (node) => {
    const own = node ? rgba(getComputedStyle(node).backgroundColor) : [255, 255, 255, 255];
    return own[3] === 255 ? own.slice(0, 3) : over(own, ground(node.parentElement));
  };
  const wrong = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    const hidden = !node.checkVisibility() || node.closest(".sr, .spoiler, :disabled");
    if (hidden || !walk.currentNode.data.trim()) continue;
    const below = ground(node);
    const [a, b] = [light(over(rgba(getComputedStyle(node).color), below)), light(below)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) wrong.push(`${walk.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
  }
  return wrong;
}"""


async def test_the_theme_can_be_chosen_and_is_kept(demo: Demo) -> None:
    page = await demo.open()
    light = await page.evaluate("getComputedStyle(document.body).color")
    await page.get_by_role("button", name="Dark theme").click()
    assert await page.evaluate("getComputedStyle(document.body).color") != light
    await page.reload()
    await expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")


async def test_mail_arrives_live_and_its_code_is_copied(demo: Demo) -> None:
    page = await demo.open()
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "callboard@localhost", "sara@uni.example", "Your code"
    mail.set_content("Hello Sara,\n\nyour code is\n\n  482 913\n\nIt is good for 15 minutes, until 2027.")
    await aiosmtplib.send(mail, hostname=demo.mailbox.host, port=demo.mailbox.port, start_tls=False)

    await expect(page.get_by_role("button", name="Mail 1 unread")).to_be_visible()
    await expect(page.get_by_text("Mail for sara@uni.example: Your code")).to_be_visible()
    await page.get_by_role("button", name="Open", exact=True).click()
    await keep(page, "mail")
    await page.get_by_role("button", name="Copy the code 482913").click()
    assert await page.evaluate("navigator.clipboard.readText()") == "482913"
    await page.get_by_role("button", name="Close mail").click()
    await expect(page.get_by_role("button", name="Mail", exact=True)).to_be_focused()


async def test_the_clock_moves_forward(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_role("button", name="+1 h").filter(visible=True).click()
    await expect(page.get_by_text(re.compile("^1 hour later: it is"))).to_be_visible()
    assert round(demo.clock.ahead.total_seconds()) == 3600
    await page.get_by_role("button", name="Service’s clock").click()
    await page.get_by_label("Forward by").fill("2")
    await page.get_by_role("button", name="Move").click()
    await expect(page.get_by_text("2 days 1 hour ahead of real time")).to_be_visible()
    await keep(page, "clock")


async def test_another_person_can_be_shown_and_a_new_one_added(demo: Demo) -> None:
    page = await demo.open()
    await pane(page).locator("[data-part=switch]").click()
    await keep(page, "people")
    await pane(page).get_by_role("menuitemradio", name="ليلى منصور").click()
    await expect(page.locator(".pane:visible")).to_have_count(2)
    await expect(pane(page, 3)).to_be_visible()
    await expect(pane(page)).to_be_hidden()
    box = await pane(page, 3).get_by_placeholder("Message").bounding_box()
    assert box is not None and box["height"] > 35  # it was out of sight when it was measured first

    await pane(page, 3).get_by_role("button", name="More for this chat").click()
    await pane(page, 3).get_by_role("menuitem", name="New person…").click()
    await page.get_by_label("Name").fill("Noor")
    await keep(page, "new-person")
    await page.get_by_role("button", name="Open chat").click()
    noor = page.get_by_role("region", name="Noor, newcomer")
    await noor.get_by_role("button", name="Start", exact=True).click()
    await expect(newest(noor)).to_contain_text("You said: /start")
    await page.reload()
    await page.get_by_role("button", name="Show one more chat").click()
    await page.locator(".pane:visible [data-part=switch]").last.click()
    await page.get_by_role("menuitemradio", name="Noor").click()
    await expect(newest(noor)).to_contain_text("You said: /start")


async def test_a_server_that_went_away_is_said_and_comes_back(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    await write(sara, "before")
    await expect(newest(sara)).to_contain_text("You said: before")
    port = int(demo.server.url.rsplit(":", 1)[1])
    await demo.server.stop()
    await expect(page.get_by_role("alert").filter(has_text="does not answer")).to_be_visible()
    await write(sara, "typed while away")
    await keep(page, "away")
    await expect(sara.get_by_placeholder("Message")).to_have_value("typed while away")

    await demo.server.start(port=port)
    await page.get_by_role("button", name="Try now").click()
    await expect(page.get_by_role("alert").filter(has_text="does not answer")).to_be_hidden()
    await sara.get_by_role("button", name="Send", exact=True).click()
    await expect(newest(sara)).to_contain_text("You said: typed while away")
    await expect(sara.locator(".message")).to_have_count(4)
    demo.troubles = [trouble for trouble in demo.troubles if "ERR_CONNECTION" not in trouble]


async def test_a_phone_shows_everything_without_scrolling_sideways(demo: Demo) -> None:
    page = await demo.open(360, 740)
    await page.get_by_role("button", name="Dismiss this introduction").click()
    await write(pane(page), "card")
    await demo.omar.send("hello")
    await expect(page.get_by_role("tab", name="Omar recruiter · Telegram 1 unread")).to_be_visible()
    await keep(page, "phone")
    await page.get_by_role("button", name="Service’s clock").click()
    await page.get_by_role("button", name="+1 day").filter(visible=True).click()
    await keep(page, "phone-clock")
    await page.keyboard.press("Escape")
    await pane(page).get_by_role("button", name="More for this chat").click()
    await keep(page, "phone-menu")
    await page.keyboard.press("Escape")
    await pane(page).get_by_placeholder("Message").fill("/")
    await keep(page, "phone-commands")
    await page.get_by_role("button", name="Mail", exact=True).click()
    await keep(page, "phone-mail")
    await page.get_by_role("button", name="Close mail").click()
    await page.get_by_role("tab", name="Dr. Sara Haddad").press("ArrowRight")
    await expect(pane(page, 2)).to_be_visible()
    await expect(page.get_by_role("tab", name="Omar recruiter · Telegram", exact=True)).to_be_focused()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    assert demo.clock.ahead.days == 1
