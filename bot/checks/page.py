"""A string put on a public page: which pages may be asked for, and where in the network they may lie.

Sources: RFC 3986 (addresses of pages), the IANA special-purpose address registries as Python's `ipaddress` has them,
RFC 6052 and RFC 8215 (NAT64), RFC 3056 (6to4) and RFC 4380 (Teredo), whose addresses carry an IPv4 address inside.
"""

from __future__ import annotations

import html
import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from random import Random
from urllib.parse import urljoin, urlsplit, urlunsplit

from bot.checks.email_address import read_domain
from models.digits import BIDI_MARKS, western
from models.errors import Refused

MOST_CHARACTERS = 200
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_CARRIERS = tuple(
    ipaddress.ip_network(block) for block in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)
_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x20\x7f\\\"<>^`{|}]")
_TEXT = re.compile(r"(?:text/(?!event-stream)[\w.+-]+|application/(?:xhtml\+xml|json|xml))\s*(?:;.*)?$", re.IGNORECASE)


def new_string(rng: Random) -> str:
    """What is to be put on the page: eighty bits, in letters and digits that are not taken for each other."""
    return "callboard-" + "".join(rng.choice(_ALPHABET) for _ in range(16))


def read_link(text: str) -> str:
    """The page's address in one spelling, without what stands after a #.

    Raises:
        Refused: "page-malformed", "page-not-https", "page-look-alike", "page-not-public" for an address of numbers
            or a name that only means this machine or this network.
    """
    plain = unicodedata.normalize("NFC", text[:2000].translate(BIDI_MARKS)).strip().strip("<>").partition("|")[0]
    plain = plain if "://" in plain else f"https://{plain}"
    if _HIDDEN.search(plain) or len(plain) > MOST_CHARACTERS:
        raise Refused("page-malformed")
    try:
        parts = urlsplit(plain)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise Refused("page-malformed") from None
    if parts.scheme.lower() != "https":
        raise Refused("page-not-https")
    if not host or "@" in parts.netloc or port not in (None, 443):
        raise Refused("page-malformed")
    return urlunsplit(("https", _public_name(host), parts.path or "/", parts.query, ""))


def next_link(link: str, location: str) -> str:
    """Where a redirect leads; errors as `read_link`."""
    return read_link(urljoin(link, location))


def expect_public(addresses: Iterable[str]) -> None:
    """Refused "page-not-public" unless there is an address and every one is in the public internet."""
    found = list(addresses)
    if not found or not all(is_public(one) for one in found):
        raise Refused("page-not-public")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet's, and carries no other inside."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip.is_multicast or ip.is_reserved or not ip.is_global:
        return False
    return ip.version == 4 or (ip.ipv4_mapped is None and not any(ip in block for block in _CARRIERS))


def names(content: str, title: str) -> bool:
    """Whether the words of a title stand together in a page's own text, however it is marked up."""
    wanted = _words(title)
    return bool(wanted) and f" {wanted} " in f" {_words(html.unescape(_MARKUP.sub(' ', content)))} "


def _words(text: str) -> str:
    return " ".join(_WORD.findall(western(unicodedata.normalize("NFKC", text)).casefold()))


def expect_text(kind: str) -> None:
    """Refused "page-not-text" for anything but words."""
    if not _TEXT.match(kind.strip()):
        raise Refused("page-not-text")


def _public_name(host: str) -> str:
    if ":" in host or re.fullmatch(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+))*\.?", host, re.IGNORECASE):
        raise Refused("page-not-public")
    name = host.rstrip(".").lower()
    if name.rpartition(".")[2] in (
        "localhost",
        "local",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "arpa",
        "onion",
    ):
        raise Refused("page-not-public")
    try:
        return read_domain(name)
    except Refused as refused:
        raise Refused("page-look-alike" if refused.key == "email-look-alike" else "page-malformed") from None
