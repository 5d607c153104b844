"""A large file of items comes in by another process while people chat: nobody is refused, and nothing is left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlmodel import func, select

from models.item import Item
from tests.chat import Chat

ITEMS = 50_000
FEW = 500
MORE_MB = 60
"""What so many items may take beyond what few take: read as a whole, they took 170."""
IMPORT = """
import resource, sys
from bot.__main__ import app
try:
    app(["items", "import", sys.argv[1]])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_fifty_thousand_items_come_in_while_people_chat(tmp_path: Path) -> None:
    file, url = tmp_path / "items.jsonl", f"sqlite:///{tmp_path / 'callboard.db'}"
    few = tmp_path / "few.jsonl"
    file.write_text("\n".join(json.dumps(item(number)) for number in range(ITEMS)), "utf-8")
    few.write_text("\n".join(json.dumps(item(number)) for number in range(FEW)), "utf-8")
    environment = {**os.environ, "CALLBOARD_DATABASE__URL": url}
    subprocess.run([sys.executable, "-m", "bot", "migrate"], env=environment, check=True, capture_output=True)
    chat = Chat(url)
    import_ = [sys.executable, "-c", IMPORT]
    first = subprocess.run([*import_, str(few)], env=environment, capture_output=True, text=True, check=True)
    importing = subprocess.Popen(
        [*import_, str(file)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    waits, all_began = [], time.monotonic()
    while importing.poll() is None:
        began = time.monotonic()
        chat.person("Sara").writes("/help")
        waits.append(time.monotonic() - began)
        time.sleep(0.02)

    took = time.monotonic() - all_began
    told, peak_mb = importing.communicate()
    with chat.database.transaction() as session:
        stored = session.exec(select(func.count()).select_from(Item)).one()
    chat.database.close()
    assert (importing.returncode, told) == (0, f"{ITEMS - FEW} added, {FEW} there before, 0 with a mistake.\n")
    assert stored == ITEMS
    assert max(waits) < max(5, took / 4), "a turn waits for a piece, not for the file"
    assert len(waits) > 20
    peak_of_few = first.stderr.split()[-1]
    assert int(peak_mb.split()[-1]) < int(peak_of_few) + MORE_MB


def item(number: int) -> dict[str, object]:
    return {
        "id": f"law-{number}",
        "field": "law",
        "level": 1,
        "question": {"en": f"Which of {number}?", "ar": f"أيّها من {number}؟"},
        "options": [{"en": "This", "ar": "هذا"}, {"en": "That", "ar": "ذاك"}],
        "right": 2,
    }
