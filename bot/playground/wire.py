"""What travels over the wire: JSON objects, uploaded files, and answers that are already encoded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def decode(source: str | bytes) -> Any:
    """The JSON value; ValueError if it is none, or if a text in it is half of a surrogate pair."""
    text = source.decode() if isinstance(source, bytes) else source
    value = json.loads(text)
    if "\\u" in text:
        encode(value).encode()
    return value


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a request."""

    name: str
    content: bytes
    mime: str

    def summary(self) -> Json:
        """What a record keeps of it."""
        return {"name": self.name, "size": len(self.content)}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A result whose JSON is already written, so that it isn't written again for every poll."""

    text: str
