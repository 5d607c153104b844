"""No link leads into this machine or its network, whatever it says and whatever its name resolves to."""

from __future__ import annotations

import asyncio
import ipaddress

from hypothesis import strategies as st

from bot.checks.page import is_public, next_link, read_link
from bot.jobs.fetching import PageClient
from tests.checks.cases import cases
from tests.unit.test_checks import refused_as

BLOCKS = [
    ipaddress.IPv4Network(block)
    for block in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "0.0.0.0/8",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
PRIVATE = st.builds(
    lambda block, number: block[number % block.num_addresses], st.sampled_from(BLOCKS), st.integers(0, 2**32 - 1)
)
PATHS = st.sampled_from(["", "/latest/meta-data/", "/?q", "/a/b.html"])
INSIDE = st.sampled_from(["localhost", "printer.local", "db.internal", "x.home.arpa", "wiki.corp", "nas.lan"])
PUBLIC = ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
MIXED = st.integers(0, 2**14 - 1)


def as_written(ip: ipaddress.IPv4Address, how: int) -> str:
    """An IPv4 address in one of the ways that resolvers understand."""
    number, parts = int(ip), [int(part) for part in str(ip).split(".")]
    return [
        str(ip),
        str(number),
        hex(number),
        ".".join(hex(part) for part in parts),
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"[::ffff:{ip}]",
        f"{ip}.",
    ][how]


def carriers(ip: ipaddress.IPv4Address) -> list[str]:
    """IPv6 addresses that lead to an IPv4 one."""
    sixtofour = f"2002:{int(ip) >> 16:x}:{int(ip) & 0xFFFF:x}::1"
    return [f"::ffff:{ip}", f"64:ff9b::{ip}", f"64:ff9b:1::{ip}", f"::{ip}", sixtofour]


def cased(name: str, which: int) -> str:
    return "".join(letter.upper() if which >> at & 1 else letter for at, letter in enumerate(name))


@cases(PRIVATE, st.integers(0, 7), PATHS)
def test_no_link_or_redirect_of_numbers_leads_inside(ip: ipaddress.IPv4Address, how: int, path: str) -> None:
    written = f"//{as_written(ip, how)}{path}"
    assert refused_as(read_link, f"https:{written}") == "page-not-public"
    for scheme, key in (("https:", "page-not-public"), ("http:", "page-not-https"), ("", "page-not-public")):
        assert refused_as(next_link, "https://example.org/me", scheme + written) == key


@cases(INSIDE, MIXED, PATHS)
def test_no_name_that_means_this_network_leads_there(name: str, which: int, path: str) -> None:
    host = cased(f"h{which}.{name}" if which % 3 else name, which)
    assert refused_as(read_link, f"https://{host}{path}") == "page-not-public"


@cases(PRIVATE, st.integers(0, 17))
def test_a_name_that_resolves_to_this_network_is_never_connected_to(ip: ipaddress.IPv4Address, how: int) -> None:
    inside = [str(ip), *carriers(ip)][how % 6]
    found = [*PUBLIC[: how // 6], inside]
    assert not is_public(inside)
    with asyncio.Runner() as runner:
        assert refused_as(runner.run, fetched("https://example.org/", found)) == "page-not-public"


@cases(st.text(max_size=60))
def test_any_words_are_a_page_or_refused(words: str) -> None:
    key = refused_as(read_link, words)
    assert key in ("page-malformed", "page-not-https", "page-not-public", "page-look-alike") if key else True


async def fetched(link: str, addresses: list[str]) -> bytes:
    """By the real client, whose resolver answers this; to connect would fail in another way."""

    async def resolve(_: str) -> list[str]:
        return addresses

    return await PageClient(resolve, port=1).fetch(link)
