"""The client for strangers' pages goes where it may, and nowhere else."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from ipaddress import IPv6Address
from random import Random

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.checks.page import is_public, new_string, read_link
from bot.jobs import fetching
from bot.jobs.errands import Errand, Failed
from bot.jobs.fetching import Away, PageClient
from bot.jobs.lookups import Lookups
from models.errors import Refused
from models.person import Account, Person
from models.types import PersonId
from tests.checks.conftest import Site
from tests.unit.test_checks import refused_as

PAGE = "https://pages.example.org/me"


async def refusal(client: PageClient, link: str) -> str:
    with pytest.raises(Refused) as refused:
        await client.fetch(link)
    return refused.value.key


async def test_a_page_is_fetched(site: Site, client: PageClient) -> None:
    site.says("/me", "hello callboard-abc")
    assert b"callboard-abc" in await client.fetch(PAGE)
    assert site.asked == [("pages.example.org", "/me")]


@pytest.mark.parametrize(
    ("shown", "ended"),
    [
        ("callboard-abc <h1>Certified&nbsp;<b>Public</b> Accountant</h1> (2028)", ""),
        ("callboard-abc CERTIFIED PUBLIC\nACCOUNTANT", ""),
        ("callboard-abc Certified Publican Accountant", "page-title-missing"),
        ("callboard-abc <script>'Certified Public Accountant'</script>", "page-title-missing"),
        ("callboard-abc", "page-title-missing"),
        ("Certified Public Accountant", "page-string-missing"),
    ],
)
async def test_a_page_must_name_the_certificate_too(site: Site, client: PageClient, shown: str, ended: str) -> None:
    site.says("/me", shown)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    account = Account(person_id=PersonId(1), platform="telegram", external_id="1", chat_id="1", last_seen_at=now)
    asked = {"link": PAGE, "string": "callboard-abc", "attempt": 0, "title": "Certified Public Accountant"}
    errand = Errand(1, "fetch-page", asked, account, Person(created_at=now))
    if not ended:
        assert await Lookups({}, client).fetch_page(errand) == {}
        return
    with pytest.raises(Failed) as failed:
        await Lookups({}, client).fetch_page(errand)
    assert failed.value.key == ended


async def test_redirects_are_followed_with_the_same_checks(site: Site, client: PageClient) -> None:
    site.leads("/me", "/there")
    site.leads("/there", "https://other.example.org/end")
    site.says("/end", "here")
    assert await client.fetch(PAGE) == b"here"
    assert site.asked[-1] == ("other.example.org", "/end")


@pytest.mark.parametrize(
    ("to", "key"),
    [
        ("http://pages.example.org/x", "page-not-https"),
        ("https://127.0.0.1/x", "page-not-public"),
        ("https://169.254.169.254/latest/meta-data/", "page-not-public"),
        ("https://[::1]/", "page-not-public"),
        ("https://[::ffff:169.254.169.254]/", "page-not-public"),
        ("https://localhost/", "page-not-public"),
        ("https://2130706433/", "page-not-public"),
        ("https://0x7f.1/", "page-not-public"),
        ("https://user:password@pages.example.org/", "page-malformed"),
        ("https://pages.example.org:8443/", "page-malformed"),
        ("file:///etc/passwd", "page-not-https"),
        ("//localhost/x", "page-not-public"),
    ],
)
async def test_no_redirect_leads_where_no_link_may(site: Site, client: PageClient, to: str, key: str) -> None:
    site.leads("/me", to)
    assert await refusal(client, PAGE) == key
    assert len(site.asked) == 1


async def test_redirects_end(site: Site, client: PageClient) -> None:
    site.leads("/me", "/me")
    assert await refusal(client, PAGE) == "page-redirects"
    assert len(site.asked) == fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.8"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["93.184.215.14", "192.168.1.1"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["fe80::1%eth0"],
        ["fd00::1"],
        ["224.0.0.1"],
        ["0.0.0.0"],
        [],
    ],
)
async def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(site: Site, addresses: list[str]) -> None:
    async def resolve(_: str) -> list[str]:
        return addresses

    assert await refusal(PageClient(resolve, port=site.port), PAGE) == "page-not-public"
    assert site.asked == []


async def test_a_name_that_changes_its_mind_is_connected_where_it_was_checked(site: Site, client: PageClient) -> None:
    """The name is resolved once for each connection, and that very address is used."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    seen: list[list[str]] = []

    async def resolve(_: str) -> list[str]:
        return next(answers)

    site.says("/me", "checked")
    rebinding = PageClient(resolve, seen.append, site.port, client._tls)
    assert await rebinding.fetch(PAGE) == b"checked"
    assert seen == [["127.0.0.1"]]


async def test_a_certificate_that_nobody_vouches_for_is_refused(site: Site, client: PageClient) -> None:
    site.says("/me", "hello")
    strict = PageClient(client._resolve, client._expect_public, site.port)
    with pytest.raises(Away):
        await strict.fetch(PAGE)
    assert site.asked == []


async def test_a_megabyte_is_all(site: Site, client: PageClient) -> None:
    site.says("/me", "x" * (fetching.MOST_BYTES + 1))
    assert await refusal(client, PAGE) == "page-too-large"

    site.answers["/me"] = lambda _: web.Response(body=endless(), headers={"Content-Type": "text/plain"})
    assert await refusal(client, PAGE) == "page-too-large"


async def endless() -> AsyncIterator[bytes]:
    """No length is said beforehand."""
    for _ in range(64):
        yield b"x" * 65536


async def test_a_bomb_is_not_unpacked(site: Site, client: PageClient) -> None:
    packed = gzip.compress(b"0" * 50_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    site.answers["/me"] = lambda _: web.Response(body=packed, headers=headers)
    assert await refusal(client, PAGE) == "page-not-text"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream", "text/event-stream", ""])
async def test_only_text_is_read(site: Site, client: PageClient, kind: str) -> None:
    site.answers["/me"] = lambda _: web.Response(body=b"x", headers={"Content-Type": kind})
    assert await refusal(client, PAGE) == "page-not-text"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_busy_site_is_asked_again_later(site: Site, client: PageClient, status: int) -> None:
    site.answers["/me"] = lambda _: web.Response(status=status)
    with pytest.raises(Away):
        await client.fetch(PAGE)


async def test_a_page_that_is_not_there_is_said_at_once(client: PageClient) -> None:
    assert await refusal(client, PAGE) == "page-gone"


async def test_a_slow_site_is_left(site: Site, client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    site.slow = 2
    with pytest.raises(Away):
        await client.fetch(PAGE)


async def test_an_unknown_name_is_asked_again_later(client: PageClient) -> None:
    with pytest.raises(Away):
        await client.fetch("https://nowhere.example.org/")


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://Example.org/Me?x=1#top", "https://example.org/Me?x=1"),
        ("example.org/me", "https://example.org/me"),
        ("<https://example.org/me|my page>", "https://example.org/me"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example/"),
        ("https://example.org:443/", "https://example.org/"),
    ],
)
def test_a_link_has_one_spelling(typed: str, link: str) -> None:
    assert read_link(typed) == link
    assert read_link(link) == link


HOSTS = st.sampled_from(["localhost", "127.0.0.1", "[::1]", "0177.0.0.1", "a.local", "example.org", "gооgle.com", "x"])
LINKS = st.builds(
    "{}://{}{}/{}".format,
    st.sampled_from(["https", "http", "ftp", "javascript"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", "@x.org"]),
    st.text(max_size=20),
)


@given(st.text(max_size=300) | LINKS)
@settings(deadline=None)
def test_any_link_is_read_the_same_again_or_refused(text: str) -> None:
    if key := refused_as(read_link, text):
        assert key.startswith("page-")
        return
    link = read_link(text)
    assert read_link(link) == link
    assert link.startswith("https://") and "localhost" not in link and "127.0.0.1" not in link.split("/")[2]


@given(st.ip_addresses(v=6))
@settings(deadline=None)
def test_no_address_that_carries_a_private_one_is_public(ip: object) -> None:
    assert isinstance(ip, IPv6Address)
    inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
    assert not (inside and is_public(str(ip)))


def test_strings_are_not_guessed() -> None:
    assert len({new_string(Random(seed)) for seed in range(200)}) == 200
