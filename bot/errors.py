"""What stops a command: one clear line for whoever runs it."""

from __future__ import annotations


class CannotStart(Exception):
    """Settings, a database or a port are not as they must be. Its text says what to do; exit code 1."""
