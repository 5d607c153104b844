"""Each line of the log is whole by itself: a JSON object, whoever wrote it."""

from __future__ import annotations

import json
import subprocess
import sys

WRITES = """
import logging, structlog
from bot import log
log.set_up("info", as_json={as_json})
structlog.get_logger().info("running", port=8080)
logging.getLogger("psycopg.pool").warning("no connection in %r\\n\\tis it there?", "jobs")
try:
    raise OSError("first line\\nsecond line")
except OSError:
    logging.getLogger("procrastinate").exception("listener error")
logging.getLogger("httpx").info("a request")
"""


def written(*, as_json: bool) -> list[str]:
    code = WRITES.format(as_json=as_json)
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stderr.splitlines()


def test_what_libraries_say_is_json_too() -> None:
    own, said, failed = [json.loads(line) for line in written(as_json=True)]

    assert (own["event"], own["port"]) == ("running", 8080)
    assert (said["logger"], said["level"]) == ("psycopg.pool", "warning")
    assert said["event"] == "no connection in 'jobs'\n\tis it there?"
    assert failed["exception"].startswith("Traceback") and failed["exception"].endswith("first line\nsecond line")
    assert own.keys() & said.keys() & failed.keys() == {"event", "level", "timestamp"}


def test_for_a_person_it_is_said_in_words() -> None:
    shown = "\n".join(written(as_json=False))

    assert "no connection in 'jobs'" in shown and "second line" in shown and "a request" not in shown
