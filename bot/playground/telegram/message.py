"""One message in a chat, as the person sees it and as the Bot API writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.playground.wire import Json

from . import keyboard
from .files import StoredFile
from .rendering import render


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message at one moment; an edit makes a new object. `text` is the caption if there is a file."""

    message_id: int
    from_bot: bool
    at: float
    text: str | None = None
    entities: Sequence[Json] = ()
    markup: Json | None = None
    file: StoredFile | None = None
    reply_to: int | None = None
    edited_at: float | None = None

    @property
    def html(self) -> str | None:
        """The text as HTML that is safe to show."""
        return None if self.text is None else render(self.text, self.entities)

    @property
    def caption(self) -> str | None:
        """The text, if it stands under a file."""
        return self.text if self.file else None

    @property
    def photo(self) -> StoredFile | None:
        """The photo, if there is one."""
        return self.file if self.file and self.file.is_photo else None

    @property
    def document(self) -> StoredFile | None:
        """The document, if there is one."""
        return self.file if self.file and not self.file.is_photo else None

    @property
    def buttons(self) -> list[list[Json]]:
        """Rows of {text, data, url?, style?, copy?}."""
        return keyboard.for_page(self.markup)

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, row after row."""
        return [button["text"] for row in self.buttons for button in row]

    def data_of(self, label: str) -> str:
        """The data of the button with this label; LookupError if there is none."""
        for row in self.buttons:
            for button in row:
                if button["text"] == label and button["data"] is not None:
                    return str(button["data"])
        raise LookupError(f"no button {label!r} under message {self.message_id}: {self.labels}")

    def to_page(self) -> Json:
        """The message as the page gets it."""
        return {
            "message_id": self.message_id,
            "from_bot": self.from_bot,
            "at": self.at,
            "edited_at": self.edited_at,
            "text": self.text,
            "html": self.html,
            "caption": self.caption,
            "buttons": self.buttons,
            "photo": self.photo.to_page() if self.photo else None,
            "document": self.document.to_page() if self.document else None,
            "reply_to": self.reply_to,
        }

    def to_api(self, sender: Json, chat: Json) -> Json:
        """The message as the Bot API writes it."""
        written: Json = {"message_id": self.message_id, "from": sender, "chat": chat, "date": int(self.at)}
        if self.edited_at is not None:
            written["edit_date"] = int(self.edited_at)
        if self.file is not None:
            written["photo" if self.file.is_photo else "document"] = (
                [self.file.to_api()] if self.file.is_photo else self.file.to_api()
            )
        prefix = ("caption", "caption_entities") if self.file is not None else ("text", "entities")
        for name, value in zip(prefix, (self.text, self.entities), strict=True):
            if value:
                written[name] = value
        if self.markup is not None and "inline_keyboard" in self.markup:
            written["reply_markup"] = self.markup
        return written
