"""Files: uploaded in three steps by apps, or by people in a message; downloaded with a token."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import PurePath
from urllib.parse import quote

from bot.playground.wire import Json

from .errors import SlackError


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Slack keeps; `url` is where it is downloaded from."""

    id: str
    team: str
    user: str
    name: str
    title: str
    content: bytes
    mime: str
    created: int
    url: str

    def to_api(self) -> Json:
        """As a file object."""
        kind = PurePath(self.name).suffix.removeprefix(".").lower()
        return {
            "id": self.id, "created": self.created, "timestamp": self.created, "name": self.name, "title": self.title,
            "mimetype": self.mime, "filetype": kind, "pretty_type": kind.upper(), "user": self.user,
            "user_team": self.team, "size": len(self.content), "mode": "hosted", "is_external": False,
            "is_public": False, "file_access": "visible", "url_private": self.url,
            "url_private_download": f"{self.url}?download=1",
        }  # fmt: skip


@dataclass(slots=True)
class _Expected:
    """A file whose upload was announced."""

    team: str
    user: str
    name: str
    length: int
    content: bytes | None = None


class Files:
    """All files of the server; a file is downloadable once its upload is complete."""

    def __init__(self) -> None:
        self.base = ""
        self._expected: dict[str, _Expected] = {}
        self._tickets: dict[str, str] = {}
        self._stored: dict[str, StoredFile] = {}
        self._last = 0

    def announce(self, team: str, user: str, name: str, length: int) -> Json:
        """The first step: where to send these bytes, and the id that the file will have."""
        file_id, ticket = self._next_id(), secrets.token_urlsafe(16)
        self._expected[file_id] = _Expected(team, user, name, length)
        self._tickets[ticket] = file_id
        return {"upload_url": f"{self.base}/upload/v1/{ticket}", "file_id": file_id}

    def receive(self, ticket: str, content: bytes) -> bool:
        """The second step: the bytes. False if nobody announced them, or another number of them."""
        expected = self._expected.get(self._tickets.get(ticket, ""))
        if expected is None or expected.content is not None or len(content) != expected.length:
            return False
        expected.content = content
        return True

    def complete(self, file_id: str, team: str, title: str | None) -> StoredFile:
        """The third step; SlackError if the file was not announced by this team, or its bytes never came."""
        expected = self._expected.get(file_id)
        if expected is None or expected.team != team or expected.content is None:
            raise SlackError("file_not_found")
        del self._expected[file_id]
        mime = guess_type(expected.name)[0] or "application/octet-stream"
        return self._store(file_id, team, expected.user, expected.name, title, expected.content, mime)

    def add(self, team: str, user: str, name: str, content: bytes, mime: str) -> StoredFile:
        """A person's file."""
        return self._store(self._next_id(), team, user, name, None, content, mime)

    def find(self, file_id: str, team: str) -> StoredFile:
        """The file with this id in the workspace; SlackError if there is none."""
        found = self._stored.get(file_id)
        if found is None or found.team != team:
            raise SlackError("file_not_found")
        return found

    def _store(
        self, file_id: str, team: str, user: str, name: str, title: str | None, content: bytes, mime: str
    ) -> StoredFile:
        url = f"{self.base}/files-pri/{team}-{file_id}/{quote(name, safe='')}"
        stored = StoredFile(file_id, team, user, name, title or name, content, mime, int(time.time()), url)
        self._stored[file_id] = stored
        return stored

    def _next_id(self) -> str:
        self._last += 1
        return f"F{self._last:04d}"
