"""Files that were sent, by whichever side, and the links to download them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import PurePath

from bot.playground.wire import Json, Upload

from .errors import bad_request
from .limits import Limits
from .pictures import picture_size


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as Telegram keeps it; width and height only for a photo."""

    file_id: str
    unique_id: str
    name: str
    content: bytes
    mime: str
    path: str
    width: int | None = None
    height: int | None = None

    @property
    def is_photo(self) -> bool:
        """Whether it was sent as a photo."""
        return self.width is not None

    def reference(self) -> Json:
        """What every mention of a file holds."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def to_api(self) -> Json:
        """As a `document` object, or one size of a `photo`."""
        if self.is_photo:
            return self.reference() | {"width": self.width, "height": self.height}
        return self.reference() | {"file_name": self.name, "mime_type": self.mime}

    def to_page(self) -> Json:
        """What the page shows of it."""
        url = f"/play/file/{self.file_id}"
        if self.is_photo:
            return {"url": url, "width": self.width, "height": self.height}
        return {"url": url, "name": self.name, "size": len(self.content), "mime": self.mime}


class Files:
    """All files of the server. A download link exists once getFile was asked for it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._by_id: dict[str, StoredFile] = {}
        self._linked: dict[str, StoredFile] = {}

    def add_document(self, upload: Upload) -> StoredFile:
        """Stores a file of any kind; ApiError if it is empty or too large."""
        self._check(upload, self.limits.max_upload)
        return self._add(upload, "documents", None)

    def add_photo(self, upload: Upload) -> StoredFile:
        """Stores a picture; ApiError if it is none or too large."""
        self._check(upload, self.limits.max_photo)
        size = picture_size(upload.content)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(size) > 10_000 or max(size) > 20 * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return self._add(upload, "photos", size)

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        return self._by_id.get(file_id)

    def linked(self, path: str) -> StoredFile | None:
        """The file that getFile gave this path."""
        return self._linked.get(path)

    def link(self, file_id: str) -> Json:
        """What getFile answers."""
        if not file_id:
            raise bad_request("file_id not specified")
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(stored.content) > self.limits.max_file:
            raise bad_request("file is too big")
        self._linked[stored.path] = stored
        return stored.reference() | {"file_path": stored.path}

    def _check(self, upload: Upload, limit: int) -> None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > limit:
            raise bad_request("file is too big")

    def _add(self, upload: Upload, folder: str, size: tuple[int, int] | None) -> StoredFile:
        suffix = PurePath(upload.name).suffix
        if not suffix[1:].isalnum() or not suffix.isascii():
            suffix = ".jpg" if size else ""
        path = f"{folder}/file_{len(self._by_id)}{suffix}"
        unique = hashlib.sha256(upload.content).hexdigest()[:16]
        width, height = size or (None, None)
        stored = StoredFile(
            secrets.token_urlsafe(24), unique, upload.name, upload.content, upload.mime, path, width, height
        )
        self._by_id[stored.file_id] = stored
        return stored
