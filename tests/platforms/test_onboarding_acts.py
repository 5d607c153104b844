"""Joining takes no more of an expert than is promised, on the real service and on both platforms."""

from __future__ import annotations

from tests.bench import onboarding


async def test_the_usual_way_in_takes_no_more_than_is_promised() -> None:
    ways = await onboarding.both()

    assert [way.platform for way in ways] == ["Telegram", "Slack"]
    for way in ways:
        assert 10 < way.acts <= onboarding.MOST_ACTS, way.platform
        assert way.minutes <= onboarding.MOST_MINUTES, way.platform
