"""Parameters of a request: read from whatever body it has, and checked against what the method takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, hdrs, web

from bot.playground.wire import Json, Upload, decode

from .errors import ApiError, bad_request

Kind = Callable[[str, Any], Any]


def text(name: str, value: Any) -> str:
    """A String; numbers are taken for one, as Telegram does."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise bad_request(f'parameter "{name}" must be of type String')


def integer(name: str, value: Any) -> int:
    """An Integer, also written as a string."""
    try:
        if not isinstance(value, (bool, float)):
            return int(value)
    except (TypeError, ValueError):
        pass
    raise bad_request(f'parameter "{name}" must be of type Integer')


def boolean(name: str, value: Any) -> bool:
    """A Boolean; in a form "true", "yes" and "1" are true."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (str, int)):
        return str(value).lower() in ("true", "yes", "1")
    raise bad_request(f'parameter "{name}" must be of type Boolean')


def parsed(name: str, value: Any) -> Any:
    """An object or array; in a form it is written as JSON."""
    if not isinstance(value, str):
        return value
    try:
        return decode(value) if value else None
    except ValueError:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


def chat(name: str, value: Any) -> int | str:
    """A chat's id as a number, or an @name as it is."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        digits = value.strip()
        return int(digits) if digits.removeprefix("-").isdecimal() and len(digits) < 20 else digits
    raise bad_request(f'parameter "{name}" must be of type Integer or String')


def file(name: str, value: Any) -> str | Upload:
    """A file: uploaded, or the id of one that Telegram already has."""
    if isinstance(value, (str, Upload)):
        return value
    raise bad_request(f'parameter "{name}" must be a file or a String')


def checked(method: str, kinds: Mapping[str, Kind], found: Mapping[str, Any]) -> Json:
    """The parameters in their types, without those that are null; ApiError names one that is unknown."""
    params: Json = {}
    for name, value in found.items():
        kind = kinds.get(name)
        if kind is None:
            raise bad_request(f'unknown parameter "{name}" of method {method}')
        if value is not None:
            params[name] = kind(name, value)
    return params


async def read(request: web.Request) -> Json:
    """The parameters of the address and the body as they were written; uploads as Upload."""
    found: Json = dict(request.query) if request.query_string else {}
    if request.method != hdrs.METH_POST or not request.body_exists:
        return found
    if request.content_type == "multipart/form-data":
        return found | await _multipart(request)
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    if request.content_type == "application/json":
        return found | _json(body)
    return found | dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))


def _json(body: bytes) -> Json:
    try:
        found = decode(body) if body.strip() else {}
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("expected an Object as request body")
    return found


async def _multipart(request: web.Request) -> Json:
    found: Json = {}
    left = request.client_max_size
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("can't parse multipart body")
        content = bytearray()
        while chunk := await part.read_chunk(65536):
            content += chunk
            left -= len(chunk)
            if left < 0:
                raise ApiError(413, "Request Entity Too Large")
        if part.filename is None:
            found[part.name] = content.decode(errors="replace")
        else:
            mime = part.headers.get(hdrs.CONTENT_TYPE, "application/octet-stream").split(";")[0]
            found[part.name] = Upload(part.filename, bytes(content), mime)
    return _attached(found)


def _attached(found: Json) -> Json:
    """Puts uploads in the place of the attach:// references to them."""
    names = [v.removeprefix("attach://") for v in found.values() if isinstance(v, str) and v.startswith("attach://")]
    for name, value in list(found.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            found[name] = found.get(value.removeprefix("attach://"))
    return {name: value for name, value in found.items() if name not in names}
