"""Ports for what listens later, or in a process of its own."""

from __future__ import annotations

import itertools
import os
import socket

FIRST, NUMBER = 10_000, 20_000
"""Below all that a system hands out by itself (from 32,768 on Linux), so that none is taken between now and then."""

_next = itertools.count(os.getpid() * 101)
"""Of two processes that run tests at the same time, each begins elsewhere."""


def free_port() -> int:
    """One on which nothing listens, given once."""
    while True:
        port = FIRST + next(_next) % NUMBER
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
