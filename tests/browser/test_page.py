"""What a newcomer does on the page, from the first Start to a server that comes back."""

from __future__ import annotations

import re
import struct
import zlib
from email.message import EmailMessage

import aiosmtplib
import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import ARTEFACTS, Demo

pytestmark = pytest.mark.browser
SIZES = [(1440, 900), (900, 700), (360, 740)]


def pane(page: Page, user_id: int = 1) -> Locator:
    """A person's chat."""
    return page.locator(f"#chat-{user_id}")


def newest(chat: Locator) -> Locator:
    """The newest message of a chat."""
    return chat.locator(".message").last


async def write(chat: Locator, text: str) -> None:
    """Types a text and presses Enter."""
    await chat.get_by_placeholder("Message").fill(text)
    await chat.get_by_placeholder("Message").press("Enter")


def picture(width: int = 320, height: int = 200) -> bytes:
    """A PNG with a colour gradient."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = lambda y: b"\0" + bytes(v for x in range(width) for v in (40 + x * 160 // width, 90 + y // 2, 110))  # noqa: E731
    pixels = zlib.compress(b"".join(map(row, range(height))))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


async def test_start_then_a_text(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    await expect(sara.get_by_text("Press Start to meet the bot.")).to_be_visible()
    await page.screenshot(path=ARTEFACTS / "page-empty.png")

    await sara.get_by_role("button", name="Start", exact=True).click()
    await expect(newest(sara)).to_contain_text("You said: /start")
    await expect(sara.get_by_role("button", name="Start", exact=True)).to_be_hidden()

    await write(sara, "two\nlines <b>not bold</b>")
    await expect(newest(sara)).to_contain_text("You said: two\nlines <b>not bold</b>", use_inner_text=True)
    await expect(sara.get_by_role("log").locator("b")).to_have_count(0)
    await expect(pane(page, 2).locator(".message")).to_have_count(0)


async def test_a_tap_waits_for_its_answer_and_the_message_changes_in_place(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    await write(sara, "card")
    await write(sara, "something after it")
    await expect(newest(sara)).to_contain_text("something after it")
    card = sara.locator(".message", has_text="Task for a hepatologist")
    before = await card.get_attribute("data-message")

    demo.bot.patience.clear()
    claim = card.get_by_role("button", name="Claim")
    await claim.click()
    await expect(claim).to_have_attribute("aria-busy", "true")
    await page.screenshot(path=ARTEFACTS / "page-waiting.png")
    demo.bot.patience.set()

    changed = sara.locator(f'[data-message="{before}"]')
    await expect(changed).to_contain_text("You chose Claim. What next?")
    await expect(changed.locator(".edited")).to_have_text("edited")
    await expect(changed.get_by_role("button", name="Claim")).to_be_focused()
    await expect(changed.locator("[aria-busy=true]")).to_have_count(0)
    await expect(sara.locator("[data-part=toast]")).to_have_text("Claim: noted")
    await expect(newest(sara)).to_contain_text("something after it")


async def test_an_alert_stays_until_it_is_read(demo: Demo) -> None:
    page = await demo.open()
    await write(pane(page), "card")
    await pane(page).get_by_role("button", name="Details").click()
    alert = page.get_by_role("dialog").filter(has_text="Paid within 7 days.")
    await expect(alert).to_be_visible()
    await alert.get_by_role("button", name="OK").press("Enter")
    await expect(alert).to_be_hidden()


async def test_commands_are_chosen_by_keyboard(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    box, listed = sara.get_by_placeholder("Message"), sara.get_by_role("listbox", name="Commands")
    await box.press_sequentially("/")
    await expect(listed.get_by_role("option")).to_have_count(3)
    await page.screenshot(path=ARTEFACTS / "page-commands.png")
    await box.press("ArrowDown")
    await expect(listed.get_by_role("option", selected=True)).to_contain_text("/why")
    await box.press_sequentially("ea")
    await expect(listed.get_by_role("option")).to_have_count(1)
    await box.press("Enter")
    await expect(newest(sara)).to_contain_text("You said: /earnings")
    await expect(box).to_have_value("")

    await demo.bot.offer("pause Stop offers for a while")
    await sara.get_by_role("button", name="Commands").click()
    await expect(listed.get_by_role("option")).to_have_text("/pauseStop offers for a while")
    await box.press("Escape")
    await expect(listed).to_be_hidden()


async def test_a_command_in_a_text_and_code_can_be_pressed(demo: Demo) -> None:
    page = await demo.open()
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sara = pane(page)
    await write(sara, "card")
    await sara.locator("code", has_text="TASK-7F3K").click()
    assert await page.evaluate("navigator.clipboard.readText()") == "TASK-7F3K"
    await expect(sara.get_by_role("link", name="https://example.org/guide")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    await sara.get_by_role("button", name="/why").click()
    await expect(newest(sara)).to_contain_text("You said: /why")


async def test_files_and_photos_are_sent(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    report = {"name": "board certificate.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 proof"}
    await sara.get_by_label("File to send").set_input_files(report)  # type: ignore[arg-type]  # a dict is a FilePayload
    await expect(sara.locator(".tray-row")).to_contain_text("board certificate.pdf")
    await sara.get_by_placeholder("Caption").fill("my proof")
    await sara.get_by_role("button", name="Send", exact=True).click()
    await expect(newest(sara)).to_contain_text("Got 14 bytes: my proof")
    await expect(newest(sara).locator(".quote")).to_contain_text("my proof")

    image = {"name": "me.png", "mimeType": "image/png", "buffer": picture()}
    await sara.get_by_label("File to send").set_input_files(image)  # type: ignore[arg-type]  # as above
    await expect(sara.get_by_label("as photo")).to_be_checked()
    await page.screenshot(path=ARTEFACTS / "page-tray.png")
    await sara.get_by_role("button", name="Send", exact=True).click()
    await expect(newest(sara)).to_contain_text("no caption")
    shown = sara.locator(".picture img")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    await page.screenshot(path=ARTEFACTS / "page-files.png")


async def test_arabic_runs_from_right_to_left(demo: Demo) -> None:
    page = await demo.open(360, 740)
    await page.get_by_role("tab", name="ليلى منصور").click()
    laila = pane(page, 3)
    await write(laila, "عربي")
    card = laila.locator(".message", has_text="مهمة جديدة")
    await expect(card.locator(".bubble")).to_have_css("direction", "rtl")  # though it opens with a Latin name
    await expect(card.locator(".bubble")).to_have_attribute("lang", "ar")
    first = await card.get_by_role("button", name="قبول المهمة").bounding_box()
    second = await card.get_by_role("button", name="التفاصيل").bounding_box()
    assert first is not None and second is not None and first["x"] > second["x"]
    await expect(card.locator("code")).to_have_css("direction", "ltr")
    box = laila.get_by_placeholder("Message")
    await box.fill("شكرًا")
    await expect(box).to_have_css("direction", "rtl")
    await page.screenshot(path=ARTEFACTS / "page-arabic.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_it_fits_and_can_be_read(demo: Demo, width: int, height: int, scheme: str) -> None:
    for person, texts in ((demo.sara, ["/start", "card"]), (demo.omar, ["عربي", "رائع، شكرًا لكم!"])):
        for text in texts:
            await person.send(text)
            await person.next()
    page = await demo.open(width, height, scheme)
    await expect(page.locator(".pane:visible")).to_have_count(1 if width < 760 else 2)
    await page.wait_for_timeout(400)
    await page.screenshot(path=ARTEFACTS / f"page-{width}-{scheme}.png")
    assert await page.evaluate("document.documentElement.scrollWidth") == width
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
    if ((a + .05) / (b + .05) < 4.5) wrong.push(`${walk.currentNode.data.trim()}: ${((a + .05) / (b + .05)).toFixed(2)}`);
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
    await page.screenshot(path=ARTEFACTS / "page-mail.png")
    await page.get_by_role("button", name="Copy the code 482913").click()
    assert await page.evaluate("navigator.clipboard.readText()") == "482913"
    await page.get_by_role("button", name="Close mail").click()
    await expect(page.get_by_role("button", name="Mail", exact=True)).to_be_focused()


async def test_the_clock_moves_forward(demo: Demo) -> None:
    page = await demo.open()
    await page.get_by_role("button", name="+1 h").first.click()
    await expect(page.get_by_text(re.compile("^1 hour later: it is"))).to_be_visible()
    assert round(demo.clock.ahead.total_seconds()) == 3600
    await page.get_by_role("button", name="Service’s clock").click()
    await page.get_by_label("Forward by").fill("2")
    await page.get_by_role("button", name="Move").click()
    await expect(page.get_by_text("2 days 1 hour ahead of real time")).to_be_visible()
    await page.screenshot(path=ARTEFACTS / "page-clock.png")


async def test_a_reader_further_up_is_not_moved(demo: Demo) -> None:
    for number in range(250):
        await demo.sara.send(f"message {number}")
        await demo.sara.next(timeout=10)
    page = await demo.open(900, 700)
    sara = pane(page)
    await expect(sara.locator(".message")).to_have_count(500)
    scroller = sara.locator(".scroller")
    await scroller.evaluate("node => node.scrollTo(0, 4000)")
    await expect(sara.get_by_role("button", name="Jump to latest")).to_be_visible()
    await demo.bot.bot.send_message(1, "look here")
    await expect(sara.get_by_role("button", name="Jump to latest 1 unread message")).to_be_visible()
    assert await scroller.evaluate("node => node.scrollTop") == 4000
    await page.screenshot(path=ARTEFACTS / "page-unread.png")
    await sara.get_by_role("button", name="Jump to latest").click()
    await expect(sara.get_by_role("button", name="Jump to latest")).to_be_hidden()
    await expect(newest(sara)).to_be_in_viewport()


async def test_a_blocked_bot_can_be_unblocked(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    await write(sara, "card")
    await sara.get_by_role("button", name="More for this chat").press("Enter")
    await sara.get_by_role("menuitem", name="Block the bot").press("Enter")
    await expect(sara.get_by_role("button", name="Unblock the bot")).to_be_visible()
    assert demo.sara.blocked
    await page.reload()
    await sara.get_by_role("button", name="Unblock the bot").click()
    await write(sara, "here again")
    await expect(newest(sara)).to_contain_text("You said: here again")


async def test_another_person_can_be_shown_and_a_new_one_added(demo: Demo) -> None:
    page = await demo.open()
    await pane(page).locator("[data-part=switch]").click()
    await pane(page).get_by_role("menuitemradio", name="ليلى منصور").click()
    await expect(page.locator(".pane:visible")).to_have_count(2)
    await expect(pane(page, 3)).to_be_visible()
    await expect(pane(page)).to_be_hidden()

    await pane(page, 3).get_by_role("button", name="More for this chat").click()
    await pane(page, 3).get_by_role("menuitem", name="New person…").click()
    await page.get_by_label("Name").fill("Noor")
    await page.get_by_role("button", name="Open chat").click()
    noor = page.get_by_role("region", name="Noor, newcomer")
    await noor.get_by_role("button", name="Start", exact=True).click()
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
    await page.screenshot(path=ARTEFACTS / "page-away.png")
    await expect(sara.get_by_placeholder("Message")).to_have_value("typed while away")

    await demo.server.start(port=port)
    await page.get_by_role("button", name="Try now").click()
    await expect(page.get_by_role("alert").filter(has_text="does not answer")).to_be_hidden()
    await sara.get_by_role("button", name="Send", exact=True).click()
    await expect(newest(sara)).to_contain_text("You said: typed while away")
    await expect(sara.locator(".message")).to_have_count(4)
    demo.troubles = [trouble for trouble in demo.troubles if "ERR_CONNECTION" not in trouble]
