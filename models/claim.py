"""The words for a claim: what is claimed, how it is checked, and how far that has come."""

from __future__ import annotations

from enum import StrEnum


class CredentialKind(StrEnum):
    """What is claimed."""

    AFFILIATION = "affiliation"
    DEGREE = "degree"
    LICENCE = "licence"
    CERTIFICATE = "certificate"
    PUBLICATIONS = "publications"
    PROFILE = "profile"
    DOCUMENT = "document"
    TEST = "test"
    IDENTITY = "identity"
    """That a name is the person's own; of no field."""
    LANGUAGE = "language"
    """How well the person knows a language; of no field."""


class CheckMethod(StrEnum):
    """How it is checked."""

    EMAIL_CODE = "email-code"
    ORCID = "orcid"
    REGISTER = "register"
    CHALLENGE = "challenge"
    DOCUMENT = "document"
    TEST = "test"
    DECLARATION = "declaration"


class CredentialState(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DECLARED = "declared"
    """In the person's own word, which nobody checks."""
