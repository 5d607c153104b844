"""What a person does on the page, read from what the page sends."""

from __future__ import annotations

from aiohttp import BodyPartReader, web

from bot.playground.wire import decode

from .user import User


async def act(user: User, said: str) -> str | None:
    """Does what the page asks for; returns what is wrong with it, if anything."""
    try:
        event = decode(said)
        match event:
            case {"type": "text", "text": str(text)}:
                await user.send(text, reply_to=event.get("reply_to"))
            case {"type": "tap", "message_id": int(message_id), "data": str(data)}:
                await user.tap(message_id, data)
            case {"type": "start"}:
                await user.start(event.get("payload") or None)
            case {"type": "edit", "message_id": int(message_id), "text": str(text)}:
                await user.edit(message_id, text)
            case {"type": "block", "blocked": bool(blocked)}:
                user.block() if blocked else user.unblock()
            case _:
                return "not understood"
    except (ValueError, LookupError, PermissionError) as error:
        return str(error)
    return None


async def send_upload(user: User, request: web.Request) -> int:
    """Sends the file of a form with the fields file, as and caption; ValueError if it will not do."""
    content, name, mime, fields = None, "", "", {"as": "document"}
    if request.content_type != "multipart/form-data":
        raise ValueError("multipart/form-data is needed")
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "file":
            content, name = bytes(await part.read()), part.filename or "file"
            mime = part.headers.get("Content-Type", "application/octet-stream").split(";")[0]
        elif part.name in ("as", "caption"):
            fields[part.name] = await part.text()
    if content is None:
        raise ValueError("the field file is missing")
    if fields["as"] == "photo":
        return await user.send_photo(content, caption=fields.get("caption"))
    return await user.send_file(name, content, mime=mime, caption=fields.get("caption"))
