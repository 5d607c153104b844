"""The question that is answered with a date and a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.moment_words import is_impossible, names_weekday, plainer
from bot.chat.questions import Given, Option, Question, typed
from bot.chat.texts import Reader
from bot.chat.wire import Json
from models.errors import Refused


@dataclass(frozen=True)
class Moment(Question[datetime]):
    """A moment to come, in the reader's own time zone: "tomorrow 5pm", "in 3 hours", "2026-12-01 14:00".

    `within` is how far ahead it may lie. Options stand for a number of minutes from now.
    """

    within: timedelta = timedelta(days=365)
    instead: tuple[Option, ...] = ()

    @property
    def options(self) -> Sequence[Option]:
        return self.instead

    def read(self, given: Given) -> datetime:
        now = given.reader.now
        if isinstance(given.chosen, int) and any(option.value == given.chosen for option in self.instead):
            return now + timedelta(minutes=given.chosen)
        at = self._parse(plainer(typed(given)), given.reader)
        if at <= now:
            raise Refused("moment-past", given=at)
        if at > now + self.within:
            raise Refused("moment-too-far", latest=now + self.within)
        return at

    def keep(self, value: datetime) -> Json:
        return value.isoformat()

    def recall(self, stored: Json) -> datetime:
        at = datetime.fromisoformat(stored)
        if at.tzinfo is None:
            raise ValueError("a moment without its time zone")
        return at

    def as_typed(self, value: datetime, reader: Reader) -> str:
        return f"{value.astimezone(ZoneInfo(reader.timezone)):%Y-%m-%d %H:%M}"

    def _parse(self, words: str, reader: Reader) -> datetime:
        unclear = Refused("moment-unclear", example=reader.now + timedelta(days=1))
        if is_impossible(words):
            raise unclear
        import dateparser  # half a second: only who types a date waits for it

        zone = ZoneInfo(reader.timezone)
        found = dateparser.parse(
            words,
            languages=[*dict.fromkeys((reader.language, "en"))],
            settings={
                "PREFER_DATES_FROM": "future",
                "RELATIVE_BASE": reader.now.astimezone(zone).replace(tzinfo=None),
                "TIMEZONE": reader.timezone,
                "RETURN_AS_TIMEZONE_AWARE": True,
            },
        )
        if not isinstance(found, datetime):
            raise unclear
        week_before = found.astimezone(zone) - timedelta(days=7)
        return week_before if names_weekday(words) and week_before > reader.now else found
