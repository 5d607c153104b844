"""Files go both ways and come back unchanged."""

from __future__ import annotations

import struct
import zlib

import aiohttp
import pytest
import telegram

from bot.playground.telegram import Limits, TelegramServer, User
from bot.playground.telegram.pictures import picture_size

from .conftest import Raw, bot_for


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = b"".join(b"\0" + b"\x7f" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_the_size_of_pictures() -> None:
    jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2" + struct.pack(">HBHH", 11, 8, 480, 640)
    assert picture_size(png(3, 2)) == (3, 2)
    assert picture_size(jpeg) == (640, 480)
    assert picture_size(b"GIF89a" + struct.pack("<HH", 5, 4)) == (5, 4)
    assert picture_size(b"BM" + b"\0" * 16 + struct.pack("<ii", 5, -4)) == (5, 4)
    assert picture_size(b"%PDF-1.7") is None
    assert picture_size(jpeg[:9]) is None


async def test_a_document_from_a_person(bot: telegram.Bot, sara: User) -> None:
    content = bytes(range(256)) * 400
    await sara.send_file("degree ä.pdf", content, caption="my degree")
    (update,) = await bot.get_updates()
    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("degree ä.pdf", "application/pdf", 102_400)
    assert update.message.caption == "my degree"
    file = await document.get_file()
    assert bytes(await file.download_as_bytearray()) == content


async def test_a_photo_from_a_person(bot: telegram.Bot, sara: User) -> None:
    await sara.send_photo(png(30, 20))
    (update,) = await bot.get_updates()
    assert update.message is not None
    photo = update.message.photo[-1]
    assert (photo.width, photo.height) == (30, 20)
    assert bytes(await (await photo.get_file()).download_as_bytearray()) == png(30, 20)
    with pytest.raises(ValueError, match="IMAGE_PROCESS_FAILED"):
        await sara.send_photo(b"no picture")


async def test_files_from_the_bot(bot: telegram.Bot, sara: User, session: aiohttp.ClientSession) -> None:
    sent = await bot.send_document(7, b"a,b\n1,2\n", filename="earnings.csv", caption="<b>May</b>", parse_mode="HTML")
    assert sent.document is not None
    seen = await sara.next()
    assert (seen.caption, seen.html, seen.document and seen.document.name) == ("May", "<b>May</b>", "earnings.csv")
    again = await bot.send_document(7, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id
    edited = await bot.edit_message_caption(7, again.message_id, caption="once more")
    assert isinstance(edited, telegram.Message)
    assert edited.caption == "once more"
    await bot.send_photo(7, png(4, 4), caption="a curve")
    assert sara.last is not None
    assert sara.last.photo is not None
    async with session.get(f"{str(bot.base_url).rsplit('/bot', 1)[0]}{sara.last.photo.to_page()['url']}") as answer:
        assert await answer.read() == png(4, 4)


async def test_files_that_are_refused(raw: Raw, bot: telegram.Bot, sara: User) -> None:
    refused = {
        "There is no document in the request": {},
        "Wrong file identifier/http url specified": {"document": "nonsense"},
    }
    for description, params in refused.items():
        refusal = await raw.refusal("sendDocument", chat_id=7, **params)
        assert refusal.lower() == f"bad request: {description}".lower()
    with pytest.raises(telegram.error.BadRequest, match="Message caption is too long"):
        await bot.send_document(7, b"x", caption="x" * 1025)
    with pytest.raises(telegram.error.BadRequest, match="File must be non-empty"):
        await bot.send_document(7, b"", filename="empty.txt")
    with pytest.raises(telegram.error.BadRequest, match="Image_process_failed"):
        await bot.send_photo(7, b"no picture")
    photo = (await bot.send_photo(7, png(4, 4))).photo[0]
    with pytest.raises(telegram.error.BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(7, photo.file_id)
    edit = {"chat_id": 7, "message_id": sara.chat[-1].message_id, "text": "x"}
    assert await raw.refusal("editMessageText", **edit) == "Bad Request: there is no text in the message to edit"
    assert await raw.refusal("getFile") == "Bad Request: file_id not specified"
    assert await raw.refusal("getFile", file_id="x") == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )


async def test_sizes_have_limits(sara: User) -> None:
    server = TelegramServer(limits=Limits(max_file=1000, max_upload=2000))
    await server.start()
    omar = server.user(1)
    await omar.start()
    server.updates.drop_all()
    async with bot_for(server) as bot:
        await omar.send_file("big.pdf", b"x" * 1001)
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.document is not None
        with pytest.raises(telegram.error.BadRequest, match="File is too big"):
            await update.message.document.get_file()
        with pytest.raises(telegram.error.BadRequest, match="File is too big"):
            await bot.send_document(1, b"x" * 2001)
    with pytest.raises(ValueError, match="file is too big"):
        await omar.send_file("huge.pdf", b"x" * 2001)
    await server.stop()


async def test_a_link_exists_only_after_get_file(raw: Raw, sara: User) -> None:
    await sara.send_file("x.pdf", b"x")
    update = raw.server.unconfirmed[-1]
    stored = raw.server.files.by_id(update["message"]["document"]["file_id"])
    assert stored is not None
    url = f"{raw.server.url}/file/bot{raw.server.token}/{stored.path}"
    async with raw.session.get(url) as answer:
        assert answer.status == 404
    await raw.result("getFile", file_id=stored.file_id)
    async with raw.session.get(url) as answer:
        assert (answer.status, await answer.read()) == (200, b"x")
    async with raw.session.get(url.replace(raw.server.token, "1001:wrong")) as answer:
        assert answer.status == 404
