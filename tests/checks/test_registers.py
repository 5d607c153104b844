"""Registers, played by a local server that answers as they are documented to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web

from bot.jobs import lookups
from bot.jobs.errands import Errand, Failed
from bot.jobs.lookups import Lookups
from models.person import Account, Person

NPI = {
    "result_count": 1,
    "results": [
        {
            "enumeration_type": "NPI-1",
            "number": "1234567893",
            "basic": {"first_name": "SARA", "middle_name": "M", "last_name": "HADDAD", "status": "A"},
            "taxonomies": [{"code": "207RI0008X", "desc": "Internal Medicine, Hepatology", "primary": True}],
            "other_names": [{"first_name": "SARA", "last_name": "NASSER", "type": "Former Name"}],
        }
    ],
}
ORCID: dict[str, Any] = {
    "person": {
        "name": {
            "given-names": {"value": "Sara"},
            "family-name": {"value": "Haddad"},
            "credit-name": None,
        },
        "other-names": {"other-name": [{"content": "سارة حداد"}]},
    },
    "activities-summary": {
        "employments": {
            "affiliation-group": [
                {"summaries": [{"employment-summary": {"organization": {"name": "King Saud University"}}}]}
            ]
        },
        "works": {"group": [{}, {}, {}]},
    },
}


@dataclass
class Office:
    """What each path answers, and what was asked."""

    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        found = self.answers.get(request.path)
        if isinstance(found, int):
            return web.Response(status=found)
        if isinstance(found, str):
            return web.Response(text=found, content_type="application/json")
        return web.json_response(found) if found is not None else web.Response(status=404)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    office = Office()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", office.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    office.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield office
    await runner.cleanup()


async def looked_up(office: Office, register: str, number: str) -> dict[str, Any]:
    urls = {"npi": f"{office.url}/api/", "orcid": f"{office.url}/v3.0"}
    now = datetime(2026, 11, 24, tzinfo=UTC)
    account = Account(person_id=1, platform="telegram", external_id="1", chat_id="1", last_seen_at=now)  # type: ignore[arg-type]
    payload = {"register": register, "number": number, "attempt": 0}
    return await Lookups(urls).look_up(Errand(1, "look-up", payload, account, Person(created_at=now)))


async def refusal(office: Office, register: str = "npi") -> str:
    with pytest.raises(Failed) as failed:
        await looked_up(office, register, "1234567893")
    return failed.value.key


async def test_an_npi_is_looked_up(office: Office) -> None:
    office.answers["/api/"] = NPI
    found = await looked_up(office, "npi", "1234567893")
    assert office.asked == ["/api/?version=2.1&number=1234567893"]
    assert found["names"] == ["SARA M HADDAD", "SARA NASSER"]
    assert found["fields"] == ["hepatology"]
    assert found["about"] == "Internal Medicine, Hepatology"


@pytest.mark.parametrize(
    "change",
    [{"enumeration_type": "NPI-2"}, {"basic": {"first_name": "SARA", "last_name": "HADDAD", "status": "D"}}],
)
async def test_an_organisation_or_a_deactivated_number_is_nobody(office: Office, change: dict[str, Any]) -> None:
    office.answers["/api/"] = {"results": [NPI["results"][0] | change]}  # type: ignore[index]
    assert await refusal(office) == "register-not-listed"


async def test_an_orcid_record_is_looked_up(office: Office) -> None:
    office.answers["/v3.0/0000-0002-1825-0097/record"] = ORCID
    found = await looked_up(office, "orcid", "0000-0002-1825-0097")
    assert found["names"] == ["Sara Haddad", "سارة حداد"]
    assert found["about"] == "King Saud University; 3 works"


async def test_a_record_that_shows_nothing_names_nobody(office: Office) -> None:
    office.answers["/v3.0/0000-0002-1825-0097/record"] = {"person": {"name": None, "other-names": None}}
    assert (await looked_up(office, "orcid", "0000-0002-1825-0097"))["names"] == []


@pytest.mark.parametrize("answer", [500, 503, 429, 302, "not json", "[]", '{"results": 7}', '{"results": [{}]}' * 2])
async def test_a_register_that_is_away_or_talks_nonsense_is_asked_again(office: Office, answer: object) -> None:
    office.answers["/api/"] = answer
    assert await refusal(office) == "register-away"


async def test_an_answer_without_end_is_not_read(office: Office) -> None:
    office.answers["/api/"] = '{"results": [' + '"x",' * 600_000 + "0]}"
    assert await refusal(office) == "register-away"


async def test_nobody_under_that_number(office: Office) -> None:
    office.answers["/api/"] = {"result_count": 0, "results": []}
    assert await refusal(office) == "register-not-listed"
    assert await refusal(office, "orcid") == "register-not-listed"


async def test_a_register_that_is_down_is_asked_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "SECONDS", 0.5)
    office.url = "http://127.0.0.1:9"
    assert await refusal(office) == "register-away"
