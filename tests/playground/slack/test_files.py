"""Files, both ways."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import SlackServer, SlackUser

from .conftest import refusal
from .house import house


async def test_the_three_steps(slack: AsyncWebClient, sara: SlackUser, session: Any) -> None:
    sent = await slack.files_upload_v2(
        channel="D1" if sara.direct else "",
        content=b"a,b\n",
        filename="a b.csv",
        title="Answers",
        initial_comment="*Here*",
    )
    message = await sara.next()
    (file,) = message.files
    assert (message.shown, file.title, file.content, file.mime) == ("Here", "Answers", b"a,b\n", "text/csv")
    assert (await slack.files_info(file=sent["file"]["id"]))["file"]["size"] == 4
    assert await refusal(slack.files_info(file="F9")) == "file_not_found"


async def test_uploads_that_go_wrong(server: SlackServer, slack: AsyncWebClient, session: Any) -> None:
    assert await refusal(slack.files_getUploadURLExternal(filename="x", length=0)) == "invalid_arguments"
    announced = await slack.files_getUploadURLExternal(filename="x.bin", length=3)
    files = [{"id": announced["file_id"]}]
    assert await refusal(slack.files_completeUploadExternal(files=files)) == "file_not_found"
    for content, status in ((b"four", 400), (b"abc", 200), (b"abc", 400)):
        async with session.post(announced["upload_url"], data=content) as answer:
            assert answer.status == status
    assert await refusal(slack.files_completeUploadExternal(files=files, channel_id="C9")) == "channel_not_found"
    assert await refusal(slack.api_call("files.completeUploadExternal", json={"files": ["x"]})) == "invalid_arguments"
    stranger = server.install(server.workspace("T2", "Other"))
    assert await refusal(slack.files_completeUploadExternal(files=files, token=stranger)) == "file_not_found"
    done = await slack.files_completeUploadExternal(files=files)
    assert done["files"][0]["title"] == "x.bin"
    assert await refusal(slack.files_completeUploadExternal(files=files)) == "file_not_found"


async def test_a_file_from_a_person(server: SlackServer, session: Any, sara: SlackUser) -> None:
    async with house() as app:
        server.deliver_to(app.url)
        await sara.upload("licence & more.pdf", b"%PDF-1.7", text="my licence")
        await server.settled()
        event = app.events[0]["event"]
    assert event.items() >= {"subtype": "file_share", "text": "my licence", "channel": "D1"}.items()
    (file,) = event["files"]
    assert (file["mimetype"], file["size"], file["filetype"]) == ("application/pdf", 8, "pdf")

    async def download(token: str, url: str = file["url_private"]) -> tuple[int, str, bytes]:
        async with session.get(url, headers={"Authorization": f"Bearer {token}"}) as answer:
            return answer.status, answer.content_type, await answer.read()

    assert await download(server.bot_token) == (200, "application/pdf", b"%PDF-1.7")
    stranger = server.install(server.workspace("T2", "Other"))
    for token in ("", "xoxb-other", stranger):
        status, kind, body = await download(token)
        assert (status, kind) == (200, "text/html")  # the page to sign in, as on Slack
        assert b"Sign in" in body
    assert (await download(server.bot_token, f"{server.url}/files-pri/T1-F9/x"))[0] == 404
