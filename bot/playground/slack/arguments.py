"""Arguments of a call: read from whatever body it has, and checked against what the method takes."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, hdrs, web

from bot.playground.wire import Json, decode

from .errors import SlackError, invalid_arguments

Kind = Callable[[str, Any], Any]


def text(name: str, value: Any) -> str:
    """A string; a number in JSON is taken for one."""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    raise invalid_arguments(f"must provide a string [json-pointer:/{name}]")


def integer(name: str, value: Any) -> int:
    """A whole number, also written as a string."""
    try:
        if not isinstance(value, (bool, float)):
            return int(value)
    except (TypeError, ValueError):
        pass
    raise invalid_arguments(f"must provide a number [json-pointer:/{name}]")


def boolean(name: str, value: Any) -> bool:
    """True or false; in a form "1" and "true" are true."""
    if isinstance(value, bool):
        return value
    if str(value).lower() in ("true", "1", "false", "0"):
        return str(value).lower() in ("true", "1")
    raise invalid_arguments(f"must provide a boolean [json-pointer:/{name}]")


def parsed(name: str, value: Any) -> Any:
    """An object or a list; in a form it is written as JSON."""
    if not isinstance(value, str):
        return value
    try:
        return decode(value) if value else None
    except ValueError:
        raise invalid_arguments(f"must be valid json [json-pointer:/{name}]") from None


def blocks(name: str, value: Any) -> Any:
    """Blocks, which have an error of their own when they can't be read."""
    try:
        found = parsed(name, value)
    except SlackError:
        raise SlackError("invalid_blocks_format") from None
    if found is not None and not isinstance(found, list):
        raise SlackError("invalid_blocks_format")
    return found


def checked(kinds: Mapping[str, Kind], required: tuple[str, ...], found: Mapping[str, Any]) -> Json:
    """The arguments in their types, without those that are null; SlackError names one that is unknown or missing."""
    arguments: Json = {}
    for name, value in found.items():
        kind = text if name == "team_id" else kinds.get(name)  # the official clients add it to every call
        if kind is None:
            raise invalid_arguments(f"unknown argument: {name}")
        if value is not None:
            arguments[name] = kind(name, value)
    for name in required:
        if arguments.get(name) in (None, ""):
            raise invalid_arguments(f"missing required field: {name}")
    return arguments


async def read(request: web.Request) -> Json:
    """The arguments of the address and the body as they were written, with `token` wherever it stood."""
    found: Json = dict(request.query)
    if request.method == hdrs.METH_POST and request.body_exists:
        found |= await _body(request)
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer":
        found["token"] = credentials.strip()
    elif scheme == "Basic":
        found |= _basic(credentials)
    return found


async def _body(request: web.Request) -> Json:
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise SlackError("request_too_large", status=413) from None
    if request.content_type != "application/json":
        return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    try:
        found = decode(body) if body.strip() else {}
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


async def _multipart(request: web.Request) -> Json:
    found: Json = {}
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name is not None:
            found[part.name] = await part.text()
    return found


def _basic(credentials: str) -> Json:
    try:
        client_id, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": client_id, "client_secret": secret}
