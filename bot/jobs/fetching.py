"""Fetches pages that strangers name, and nothing else: https, public addresses, little, and soon."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.checks import page
from models.errors import Refused

MOST_BYTES = 1024 * 1024
SECONDS = 5.0
MOST_REDIRECTS = 3
Resolve = Callable[[str], Awaitable[list[str]]]
"""A name's addresses, all of them; OSError where there are none."""


class Away(Exception):
    """It can't be reached now; later it may."""


async def resolve(name: str) -> list[str]:
    """By the machine's own resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(name, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PageClient:
    """Fetches one page at a time.

    Args:
        expect_public, port, tls: where pages may lie and who vouches for them. Nothing in the settings changes
            these; the tests do, whose server is on this machine.
    """

    def __init__(
        self,
        resolve: Resolve = resolve,
        expect_public: Callable[[list[str]], None] = page.expect_public,
        port: int = 443,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._resolve, self._expect_public, self._port, self._tls = resolve, expect_public, port, tls

    async def fetch(self, link: str) -> bytes:
        """The page's text, at most MOST_BYTES of it, after at most MOST_REDIRECTS and SECONDS in all.

        Raises:
            Refused: as `page.read_link`, "page-not-text", "page-too-large" (limit, in MB), "page-gone" (status),
                "page-redirects".
            Away: it can't be reached, or is busy.
        """
        try:
            async with asyncio.timeout(SECONDS):
                return await self._follow(page.read_link(link))
        except (aiohttp.ClientError, OSError, TimeoutError, ssl.SSLError) as trouble:
            raise Away(type(trouble).__name__) from None

    async def _follow(self, link: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            location, content = await self._get(link)
            if not location:
                return content
            link = page.next_link(link, location)
        raise Refused("page-redirects")

    async def _get(self, link: str) -> tuple[str, bytes]:
        """Where it redirects to, or what it holds. The connection goes to the addresses that were checked."""
        host = link.partition("://")[2].partition("/")[0]
        addresses = await self._resolve(host)
        self._expect_public(addresses)
        connector = aiohttp.TCPConnector(resolver=_Pinned(host, addresses, self._port), ssl=self._tls or True)
        async with (
            aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                headers={"Accept": "text/*", "Accept-Encoding": "identity", "User-Agent": "Callboard page check"},
            ) as session,
            session.get(link, allow_redirects=False) as answer,
        ):
            if answer.status in (301, 302, 303, 307, 308):
                return answer.headers.get("Location", ""), b""
            _expect_page(answer)
            return "", await _read(answer.content)


class _Pinned(AbstractResolver):
    """Knows one name, and the addresses that were checked for it."""

    def __init__(self, host: str, addresses: list[str], port: int) -> None:
        self._host, self._addresses, self._port = host, addresses, port

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002  # as aiohttp calls it
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        if host != self._host:
            raise OSError(f"{host} was not checked")
        return [self._result(address) for address in self._addresses]

    async def close(self) -> None:
        """Holds nothing."""

    def _result(self, address: str) -> ResolveResult:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
        return ResolveResult(
            hostname=self._host, host=address, port=self._port, family=family, proto=socket.IPPROTO_TCP, flags=flags
        )


def _expect_page(answer: aiohttp.ClientResponse) -> None:
    if answer.status == 429 or answer.status >= 500:
        raise Away(f"HTTP {answer.status}")
    if answer.status != 200:
        raise Refused("page-gone", status=answer.status)
    page.expect_text(answer.headers.get("Content-Type", ""))
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Refused("page-not-text")
    if (answer.content_length or 0) > MOST_BYTES:
        raise Refused("page-too-large", limit=MOST_BYTES // (1024 * 1024))


async def _read(content: aiohttp.StreamReader) -> bytes:
    held = bytearray()
    async for piece in content.iter_any():
        held += piece
        if len(held) > MOST_BYTES:
            raise Refused("page-too-large", limit=MOST_BYTES // (1024 * 1024))
    return bytes(held)
