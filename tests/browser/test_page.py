"""What a newcomer does in a chat on the playground's page."""

from __future__ import annotations

import struct
import zlib

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.conftest import Demo, keep, newest, pane, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(width: int = 320, height: int = 200) -> bytes:
    """A PNG with a colour gradient."""
    pixels = bytearray()
    for y in range(height):
        pixels.append(0)
        for x in range(width):
            pixels += bytes((40 + x * 160 // width, 90 + y // 2, 110))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    image = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + image


async def test_start_then_a_text(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    await expect(sara.get_by_text("Press Start to meet the bot.")).to_be_visible()
    await keep(page, "empty")

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
    await keep(page, "waiting")
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
    await keep(page, "alert")
    await alert.get_by_role("button", name="OK").press("Enter")
    await expect(alert).to_be_hidden()


async def test_commands_are_chosen_by_keyboard(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    box, listed = sara.get_by_placeholder("Message"), sara.get_by_role("listbox", name="Commands")
    await box.press_sequentially("/")
    await expect(listed.get_by_role("option")).to_have_count(3)
    await keep(page, "commands")
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


async def test_a_command_that_is_not_offered_is_sent_as_it_was_typed(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    box, listed = sara.get_by_placeholder("Message"), sara.get_by_role("listbox", name="Commands")
    await demo.bot.offer("earnings What you have earned, and what is in review", "why Why you were asked")
    await expect(sara.get_by_role("button", name="Commands")).to_be_visible()
    await box.press_sequentially("/review")
    await expect(listed.get_by_role("option")).to_have_count(1)
    await expect(listed.get_by_role("option", selected=True)).to_have_count(0)
    await box.press("Enter")
    await expect(newest(sara)).to_contain_text("You said: /review")
    await expect(box).to_have_value("")

    await box.press_sequentially("/what")
    await expect(listed.get_by_role("option")).to_have_count(1)
    await box.press("ArrowUp")
    await expect(listed.get_by_role("option", selected=True)).to_contain_text("/earnings")
    await box.press("Enter")
    await expect(newest(sara)).to_contain_text("You said: /earnings")


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
    report = FilePayload(name="board certificate.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 proof")
    await sara.get_by_label("File to send").set_input_files(report)
    await expect(sara.locator(".tray-row")).to_contain_text("board certificate.pdf")
    await sara.get_by_placeholder("Caption").fill("my proof")
    await sara.get_by_role("button", name="Send", exact=True).click()
    await expect(newest(sara)).to_contain_text("Got 14 bytes: my proof")
    await expect(newest(sara).locator(".quote")).to_contain_text("my proof")

    image = FilePayload(name="me.png", mimeType="image/png", buffer=picture())
    await sara.get_by_label("File to send").set_input_files(image)
    await expect(sara.get_by_label("as photo")).to_be_checked()
    await keep(page, "tray")
    await sara.get_by_role("button", name="Send", exact=True).click()
    await expect(newest(sara)).to_contain_text("no caption")
    shown = sara.locator(".picture img")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    await keep(page, "files")


# A file that comes with an event: pasted into the composer, or dropped on the chat.
GIVE = """(node, [kind, name]) => {
  const data = new DataTransfer();
  data.items.add(new File(["some notes"], name, {type: "text/plain"}));
  const init = {bubbles: true, cancelable: true};
  const paste = () => new ClipboardEvent("paste", {...init, clipboardData: data});
  node.dispatchEvent(kind === "paste" ? paste() : new DragEvent(kind, {...init, dataTransfer: data}));
}"""


async def test_files_are_pasted_and_dropped(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    await sara.get_by_placeholder("Message").evaluate(GIVE, ["paste", "pasted.txt"])
    await sara.locator(".scroller").evaluate(GIVE, ["dragenter", "dropped.txt"])
    await expect(sara.get_by_text("Drop to send a file")).to_be_visible()
    await sara.locator(".scroller").evaluate(GIVE, ["drop", "dropped.txt"])
    await expect(sara.get_by_text("Drop to send a file")).to_be_hidden()
    await sara.get_by_role("button", name="Don’t send pasted.txt").click()
    await sara.get_by_placeholder("Caption").press("Enter")
    await expect(sara.locator(".file")).to_contain_text("dropped.txt10 bytes")
    await expect(newest(sara)).to_contain_text("Got 10 bytes: no caption")


async def test_a_file_that_is_refused_stays_with_the_reason(demo: Demo) -> None:
    page = await demo.open()
    broken = FilePayload(name="me.png", mimeType="image/png", buffer=b"no picture")
    await pane(page).get_by_label("File to send").set_input_files(broken)
    await pane(page).get_by_role("button", name="Send", exact=True).click()
    await expect(pane(page).get_by_role("alert")).to_contain_text("IMAGE_PROCESS_FAILED")
    await expect(pane(page).locator(".tray-row")).to_be_visible()
    demo.troubles = [trouble for trouble in demo.troubles if "400 (Bad Request)" not in trouble]


async def test_typing_shows_until_the_message_comes(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    await write(sara, "type")
    await expect(sara.locator(".typing")).to_be_visible()
    await keep(page, "typing")
    await demo.bot.bot.send_message(1, "done")
    await expect(sara.locator(".typing")).to_be_hidden()
    await expect(newest(sara)).to_contain_text("done")


async def test_a_text_that_is_too_long_stays_in_the_composer(demo: Demo) -> None:
    page = await demo.open()
    sara = pane(page)
    await sara.get_by_placeholder("Message").fill("x" * 4100)
    await expect(sara.get_by_text("4 too long")).to_be_visible()
    await expect(sara.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    await sara.get_by_placeholder("Message").fill("y" * 4096)
    await sara.get_by_placeholder("Message").press("Enter")
    await expect(sara.locator(".from-user .text")).to_contain_text("y" * 4096)


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
    await keep(page, "arabic")


async def test_a_reader_further_up_is_not_moved(demo: Demo) -> None:
    for number in range(250):
        await demo.sara.send(f"message {number}")
        await demo.sara.next(timeout=10)
    page = await demo.open(900, 700)
    sara = pane(page)
    await expect(sara.locator(".message")).to_have_count(500)
    await expect(newest(sara)).to_be_in_viewport()
    scroller = sara.locator(".scroller")
    await scroller.evaluate("node => node.scrollTo(0, 4000)")
    await expect(sara.get_by_role("button", name="Jump to latest")).to_be_visible()
    await demo.bot.bot.send_message(1, "look here")
    await expect(sara.get_by_role("button", name="Jump to latest 1 unread message")).to_be_visible()
    assert await scroller.evaluate("node => node.scrollTop") == 4000
    await keep(page, "unread")
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
