"""`callboard playground`: both platforms in a process of their own, one record."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient


async def test_both_platforms_until_they_are_stopped(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    record = tmp_path / "record.jsonl"
    ports = ("--telegram-port", "0", "--slack-port", "0", "--record", str(record))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "playground", *ports, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        said = ""
        async with asyncio.timeout(20):
            while "/api/" not in said:
                said += (await process.stdout.readline()).decode()
        telegram, api = re.findall(r'base_url = "([^"]+)"', said)
        assert api.endswith("/api/")
        async with session.get(f"{telegram}/bot1001:playground/getMe") as answer:
            assert answer.status == 200
        await AsyncWebClient(token="xoxb-playground", base_url=api, session=session).auth_test()
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 5) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    assert {(line["platform"], line["method"]) for line in lines} == {("telegram", "getMe"), ("slack", "auth.test")}
