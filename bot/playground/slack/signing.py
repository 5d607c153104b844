"""How Slack signs what it sends: HMAC-SHA256 over the time and the raw body."""

from __future__ import annotations

import hashlib
import hmac
import time


def signature(secret: str, body: bytes, at: float | None = None) -> dict[str, str]:
    """The two headers of a request with this body, sent `at` these epoch seconds (now, if none are given)."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
