"""A web server with a certificate of its own, and a client that trusts it and finds it."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.checks.page import expect_public
from bot.jobs.fetching import PageClient

NAMES = ("pages.example.org", "other.example.org")


class Site:
    """Answers as told: `answers[path]` makes a response; everything that is asked for is noted."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[web.Request], web.StreamResponse]] = {}
        self.slow = 0.0
        self.asked: list[tuple[str, str]] = []
        self.port = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.host, request.path))
        await asyncio.sleep(self.slow)
        make = self.answers.get(request.path)
        return make(request) if make else web.Response(status=404)

    def says(self, path: str, text: str, **more: object) -> None:
        self.answers[path] = lambda _: web.Response(text=text, **more)  # type: ignore[arg-type]

    def leads(self, path: str, to: str) -> None:
        self.answers[path] = lambda _: web.Response(status=302, headers={"Location": to})


@asynccontextmanager
async def serving_pages(folder: Path) -> AsyncIterator[Site]:
    """The site, listening while the context lasts."""
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", site.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate(folder))
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server).start()
    site.port = runner.addresses[0][1]
    yield site
    await runner.cleanup()


def page_client(site: Site, folder: Path) -> PageClient:
    """Finds the names of NAMES on this machine, and takes this machine alone for public besides what is."""

    async def resolve(name: str) -> list[str]:
        if name in NAMES:
            return ["127.0.0.1"]
        raise OSError("no such name")

    def allow(addresses: list[str]) -> None:
        if addresses != ["127.0.0.1"]:
            expect_public(addresses)

    return PageClient(resolve, allow, site.port, trust(folder))


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with serving_pages(tmp_path) as site:
        yield site


@pytest.fixture
def client(site: Site, tmp_path: Path) -> PageClient:
    return page_client(site, tmp_path)


def trust(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate(folder)))


def certificate(folder: Path) -> Path:
    """A key and a certificate for NAMES, in one file."""
    file = folder / "site.pem"
    if file.exists():
        return file
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test's own")])
    names = [x509.DNSName(one) for one in NAMES]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([*names, x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(plain + made.public_bytes(pem))
    return file
