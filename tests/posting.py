"""A room that a recruiter brought the bot into, and a task that is posted there."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from models.delivery import Delivery, DeliveryState
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter


@pytest.fixture
def rana(chat: Chat) -> Chatter:
    return recruiter(chat)


@pytest.fixture
def liver(chat: Chat, rana: Chatter) -> Chatter:
    """A channel that Rana brought the bot into."""
    room = chat.room()
    rana.brings_the_bot_into(room)
    return room


def posts(rana: Chatter, room: Chatter, **task: str) -> None:
    broadcasts(describes(rana, **task))
    rana.taps("Post in a channel").taps(f"Post in {room.name}")


def newcomer(chat: Chat, rana: Chatter, liver: Chatter) -> Chatter:
    """Someone who matches a task that is posted, and has not been offered it."""
    posts(rana, liver)
    return make.expert(chat, "sara")


def marked(chat: Chat, key: str, state: DeliveryState) -> None:
    """What became of a delivery on the platform."""

    def mark(session: Session) -> None:
        session.exec(select(Delivery).where(Delivery.dedupe_key == key)).one().state = state

    make.within(chat, mark)
