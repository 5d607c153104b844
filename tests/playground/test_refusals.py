"""Everything that Telegram refuses is refused here, in its words."""

from __future__ import annotations

from typing import Any

import pytest
import telegram

from bot.playground.telegram import Limits, TelegramServer, User

from .conftest import Raw, bot_for


def keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def key(text: str = "A", **fields: Any) -> dict[str, Any]:
    return {"text": text, **(fields or {"callback_data": "a"})}


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("x" * 33_000, "text is too long"),
        ("a <x>b</x>", 'can\'t parse entities: Unsupported start tag "x" at byte offset 2'),
        ("ä <b>b", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("ä</b>", "can't parse entities: Unexpected end tag at byte offset 2"),
        ("1 < 2", 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
        ("1 <2", "can't parse entities: Unclosed start tag at byte offset 2"),
    ],
)
async def test_texts_that_are_refused(raw: Raw, sara: User, text: str, description: str) -> None:
    assert await raw.refusal("sendMessage", chat_id=7, text=text, parse_mode="HTML") == f"Bad Request: {description}"


async def test_the_longest_texts_pass(raw: Raw, sara: User) -> None:
    await raw.result("sendMessage", chat_id=7, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    await raw.result("sendMessage", chat_id=7, text="😀" * 2048)


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (keys([key(callback_data="ä" * 33)]), "BUTTON_DATA_INVALID"),
        (keys([key(callback_data="")]), "BUTTON_DATA_INVALID"),
        (keys([{"text": "A"}]),
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (keys([key(callback_data="a", url="https://a.b")]),
         "can't parse inline keyboard button: exactly one action is allowed, found url and callback_data"),
        (keys([key("")]), "inline keyboard button text must be non-empty"),
        (keys([key(url="no link")]), "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL"),
        (keys([key(callback_data="a", style="blue")]),
         "can't parse inline keyboard button: invalid button style specified"),
        (keys([key(callback_data="a", colour="blue")]), "can't parse inline keyboard button: unknown field \"colour\""),
        (keys([key()] * 9), "reply markup is too long"),
        (keys(*[[key()] * 5] * 21), "reply markup is too long"),
        ([], "object expected as reply markup"),
        ("{", "can't parse reply markup JSON object"),
    ],
)  # fmt: skip
async def test_buttons_that_are_refused(raw: Raw, sara: User, markup: Any, description: str) -> None:
    refusal = await raw.refusal("sendMessage", chat_id=7, text="x", reply_markup=markup)
    assert refusal == f"Bad Request: {description}"


async def test_the_largest_keyboard_passes(raw: Raw, sara: User) -> None:
    full = keys(*[[key(callback_data="x" * 64)] * 8] * 12, [key(style="success", callback_data="ä" * 32)] * 4)
    await raw.result("sendMessage", chat_id=7, text="x", reply_markup=full)
    assert len(sara.chat[-1].labels) == 100
    assert sara.chat[-1].buttons[-1][0] == {"text": "A", "data": "ä" * 32, "style": "success"}


async def test_who_can_not_be_written_to(raw: Raw, server: TelegramServer, sara: User) -> None:
    server.user(8)
    sara.block()
    for method in ("sendMessage", "sendChatAction"):
        params = {"text": "x"} if method == "sendMessage" else {"action": "typing"}
        assert await raw.call(method, chat_id=7, **params) == (
            403,
            {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"},
        )
        assert await raw.refusal(method, chat_id=8, **params) == (
            "Forbidden: bot can't initiate conversation with a user"
        )
        assert await raw.refusal(method, chat_id=404, **params) == "Bad Request: chat not found"
        assert await raw.refusal(method, chat_id="@x", **params) == "Bad Request: chat not found"
        assert await raw.refusal(method, **params) == "Bad Request: chat_id is empty"


async def test_messages_that_can_not_be_changed(raw: Raw, sara: User) -> None:
    mine = await sara.send("mine")
    for message_id, description in [(mine, "message can't be edited"), (99, "message to edit not found")]:
        for params in ({"text": "x"}, {"caption": "x"}, {}):
            method = {"text": "Text", "caption": "Caption"}.get(next(iter(params), ""), "ReplyMarkup")
            refusal = await raw.refusal(f"editMessage{method}", chat_id=7, message_id=message_id, **params)
            assert refusal == f"Bad Request: {description}"
    sent = await raw.result("sendMessage", chat_id=7, text="x")
    where = {"chat_id": 7, "message_id": sent["message_id"]}
    assert await raw.refusal("editMessageCaption", **where, caption="y") == (
        "Bad Request: there is no caption in the message to edit"
    )
    assert await raw.refusal("editMessageText", **where, text="y", reply_markup={"remove_keyboard": True}) == (
        "Bad Request: inline keyboard expected"
    )
    assert await raw.result("deleteMessage", **where) is True
    assert await raw.refusal("deleteMessage", **where) == "Bad Request: message to delete not found"


async def test_taps_that_are_too_old(raw: Raw, sara: User) -> None:
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    query_id = await sara.tap((await raw.result("sendMessage", chat_id=7, text="x"))["message_id"], "data")
    assert await raw.refusal("answerCallbackQuery", callback_query_id="77") == too_old
    assert await raw.refusal("answerCallbackQuery", callback_query_id=query_id, text="x" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await raw.result("answerCallbackQuery", callback_query_id=query_id) is True
    raw.server.callbacks.lifetime = 0.0
    assert await raw.refusal("answerCallbackQuery", callback_query_id=query_id) == too_old


async def test_requests_that_are_no_requests(raw: Raw, sara: User) -> None:
    assert await raw.call("getMe", token="1001:wrong") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert await raw.call("sendMassage") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )
    assert await raw.refusal("sendMessage", chat_id=7, text="x", colour="blue") == (
        'Bad Request: unknown parameter "colour" of method sendMessage'
    )
    assert await raw.refusal("sendMessage", chat_id=7, text=["x"]) == (
        'Bad Request: parameter "text" must be of type String'
    )
    assert await raw.refusal("sendMessage", chat_id=7, text="x", parse_mode="BBCode") == (
        "Bad Request: unsupported parse_mode"
    )
    assert await raw.refusal("sendChatAction", chat_id=7, action="dance") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_python_telegram_bot_meets_its_own_errors(server: TelegramServer, bot: telegram.Bot, sara: User) -> None:
    sara.block()
    with pytest.raises(telegram.error.Forbidden):
        await bot.send_message(7, "x")
    server.token = "1001:changed"
    with pytest.raises(telegram.error.InvalidToken):
        await bot.get_me()


async def test_a_tap_goes_stale_by_the_limits() -> None:
    server = TelegramServer(limits=Limits(callback_lifetime=0.0))
    await server.start()
    sara = server.user(1)
    await sara.start()
    async with bot_for(server) as bot:
        sent = await bot.send_message(1, "x")
        with pytest.raises(telegram.error.BadRequest, match="Query is too old"):
            await bot.answer_callback_query(await sara.tap(sent.message_id, "x"))
    await server.stop()
