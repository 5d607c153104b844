"""The workspaces that took the app away, as they are stored until it is installed again."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, delete, func, select, update

from models.delivery import Delivery, DeliveryState
from models.installation import LostWorkspace
from models.queries import cards


def note(session: Session, channel: str, title: str, because: str, now: datetime) -> None:
    """It is lost; a second time changes nothing."""
    if session.get(LostWorkspace, channel) is None:
        session.add(LostWorkspace(channel=channel, title=title, because=because, since=now))


def mended(session: Session, channel: str) -> None:
    """It is there again."""
    session.execute(delete(LostWorkspace).where(col(LostWorkspace.channel) == channel))


def given_up(session: Session, channel: str) -> int | None:
    """It will not come back: nothing waits for it any more. How many messages did; None where it is not lost."""
    if session.get(LostWorkspace, channel) is None:
        return None
    mended(session, channel)
    waiting = (col(Delivery.channel) == channel, col(Delivery.state) < DeliveryState.SENT)
    dropped = session.exec(select(func.count()).select_from(Delivery).where(*waiting)).one()
    with cards.counting(session, *waiting):
        session.execute(update(Delivery).where(*waiting).values(state=int(DeliveryState.CANCELLED)))
    return dropped


def all_of(session: Session) -> list[LostWorkspace]:
    """Those that are lost now."""
    return list(session.exec(select(LostWorkspace).order_by(col(LostWorkspace.since), col(LostWorkspace.channel))))


def of_teams(session: Session) -> dict[str, str]:
    """Why each is lost, by the workspace's id."""
    return {row.channel.partition(":")[2]: row.because for row in all_of(session)}


def mend(public_url: str) -> str:
    """What brings a lost workspace back.

    Args:
        public_url: where people can install the app themselves; empty where they can't.
    """
    if public_url:
        return f"install the app again at {public_url}/slack/install"
    return "install the app again, put its new token into slack.bot_token, then restart"
