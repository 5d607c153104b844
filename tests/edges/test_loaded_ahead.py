"""What is slow to import is there before anybody needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

STORY = """
import asyncio, json, sys
from bot.app import Service
from bot.config import Settings

async def main():
    service = Service(Settings.model_validate({"database": {"url": "sqlite:///callboard.db"}, "web": {"port": 0}}))
    at_first = "numpy" in sys.modules
    await service.start()
    await service.stop()
    from models.answer_reading import read_formula
    before = set(sys.modules)
    value = read_formula({}, "CH3COOH")
    print(json.dumps({"at_first": at_first, "value": value, "more": sorted(set(sys.modules) - before)}))

asyncio.run(main())
"""


def test_no_turn_loads_what_reads_a_formula(tmp_path: Path) -> None:
    words = [sys.executable, "-c", STORY]
    folder = str(Path(__file__).parents[2])
    done = subprocess.run(words, cwd=tmp_path, env={"PYTHONPATH": folder}, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {"at_first": False, "value": "C2H4O2", "more": []}, "it is loaded by the start, and by nothing later"
