"""The command line, as a person or a script sees it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.playground.telegram import TelegramServer

COMMANDS = ("run", "demo", "migrate", "backup", "doctor", "invite", "playground")


def called(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a folder of its own, with a port that is free."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CALLBOARD_WEB__PORT", "0")


def test_help_names_what_there_is() -> None:
    shown = called("--help")
    assert shown.exit_code == 0
    assert all(re.search(rf"^\s+{word}\s", shown.output, re.MULTILINE) for word in COMMANDS)
    for word in COMMANDS:
        assert called(word, "--help").exit_code == 0


@pytest.mark.parametrize("wrong", [["nonsense"], ["invite"], ["backup"], ["run", "--no-such"], ["demo", "--port", "x"]])
def test_wrong_usage_is_2(wrong: list[str]) -> None:
    assert called(*wrong).exit_code == 2


@pytest.mark.parametrize("command", [["run"], ["migrate"], ["backup", "x"], ["invite", "--role", "admin"]])
def test_broken_settings_are_one_line_and_1(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBOARD_LOG__LEVEL", "loud")
    result = called(*command)
    assert result.exit_code == 1
    assert result.stderr.startswith("callboard: log.level: ")
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [["run"], ["migrate"], ["invite", "--role", "admin"], ["doctor"]])
@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/x.db", "sqlite:///junk.db", "postgresql://localhost/x"])
def test_a_database_that_can_not_be_used_is_said(
    command: list[str], url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "junk.db").write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", url)
    result = called(*command)
    assert result.exit_code == 1, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "database" in result.output
    if command == ["doctor"]:
        assert ("PostgreSQL runs" in result.output) == url.startswith("postgresql")


@pytest.mark.parametrize(
    "command",
    [
        ["sending", "pause"], ["sending", "status"], ["deliveries", "list"], ["deliveries", "retry", "1"], ["rebuild"],
        ["clients", "list"], ["domains", "list"], ["fields", "list"], ["export", "answers", "--out", "-"],
    ],
)  # fmt: skip
def test_a_command_in_the_wrong_folder_makes_no_database(tmp_path: Path, command: list[str]) -> None:
    result = called(*command)

    assert result.exit_code == 1 and f"there is no {tmp_path / 'callboard.db'}" in result.stderr
    assert not list(tmp_path.iterdir())


def test_migrate_twice(tmp_path: Path) -> None:
    first, second = called("migrate"), called("migrate")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "from nothing to" in first.output and "copy" not in first.output
    assert "up to date" in second.output
    assert not list(tmp_path.glob("*.backup"))


def test_a_database_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    called("migrate")
    with sqlite3.connect(tmp_path / "callboard.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for command in (["run"], ["migrate"], ["doctor"]):
        result = called(*command)
        assert result.exit_code == 1
        assert "later version" in result.output


def test_backup_while_someone_writes(tmp_path: Path) -> None:
    assert called("backup", "copy.db").exit_code == 1
    called("migrate")
    writing = sqlite3.connect(tmp_path / "callboard.db", isolation_level=None)
    writing.execute("INSERT INTO person (name, language, timezone, created_at, consent_version) "
                    "VALUES ('committed', 'en', 'UTC', '2026-01-01', '')")  # fmt: skip
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("UPDATE person SET name = 'not yet'")

    assert called("backup", "copy.db").exit_code == 0

    writing.execute("ROLLBACK")
    writing.close()
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT name FROM person").fetchall() == [("committed",)]
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert "exists" in called("backup", "copy.db").stderr
    assert called("backup", "no/such/folder/copy.db").exit_code == 1


def test_doctor_numbers_its_checks_and_mends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBOARD_EMAIL__URL", "smtp://user:Very-secret@127.0.0.1:1")
    result = called("doctor", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [check["number"] for check in told["checks"]] == list(range(1, len(told["checks"]) + 1))
    failed = {check["check"]: check for check in told["checks"] if not check["ok"]}
    assert {"telegram", "mail"} <= set(failed)
    assert all(check["mend"] for check in failed.values())
    assert "Very-secret" not in result.output
    assert "→" in called("doctor").stdout


def test_doctor_tells_what_was_refused_and_what_failed(tmp_path: Path) -> None:
    called("migrate")
    database = sqlite3.connect(tmp_path / "callboard.db")
    database.executescript("""
        INSERT INTO person (id, name, language, timezone, created_at, consent_version)
            VALUES (1, 'x', 'en', 'UTC', '2026-01-01', '');
        INSERT INTO account (id, person_id, platform, external_id, chat_id, username, last_seen_at)
            VALUES (1, 1, 'telegram', '1', '1', '', '2026-01-01');
        INSERT INTO delivery (dedupe_key, channel, account_id, person_id, priority, not_before, body, state, attempts,
            external_id, error, trace, created_at)
            VALUES ('a', 'telegram', 1, 1, 0, '2026-01-01', '{}', 3, 1, '', 'can''t parse entities', '', '2026-01-01'),
                   ('b', 'telegram', 1, 1, 0, '2026-01-01', '{}', 0, 0, '', '', '', '2026-01-01');
        INSERT INTO parkedevent (platform, event_id, event, error, at)
            VALUES ('telegram', '1', '{}', 'x', '2026-01-01');
    """)
    database.close()
    backlog = json.loads(called("doctor", "--json").stdout)["checks"][-1]
    assert (backlog["check"], backlog["ok"]) == ("backlog", False)
    assert backlog["found"] == (
        "1 to send (replies: 1, since 2026-01-01 00:00), 1 refused by a platform (1 × can't parse entities; "
        "callboard deliveries list shows which, then retry or drop), 1 events that failed"
    )


def test_doctor_tells_of_broken_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBOARD_WEB__PORT", "x")
    told = json.loads(called("doctor", "--json").stdout)
    assert [check["check"] for check in told["checks"]] == ["settings"]


@pytest.mark.parametrize(
    "wrong", [["--role", "king"], ["--role", "recruiter"], ["--role", "recruiter", "--client", " "]]
)
def test_an_invitation_that_makes_no_sense(wrong: list[str]) -> None:
    result = called("invite", *wrong)
    assert result.exit_code == 1
    assert result.stderr.startswith("callboard: --")


def test_an_invitation_is_printed_and_only_its_hash_is_kept(tmp_path: Path) -> None:
    result = called("invite", "--role", "admin")
    assert result.exit_code == 0
    (code,) = set(re.findall(r"\b[A-Z2-9]{16}\b", result.stdout))
    kept = (tmp_path / "callboard.db").read_bytes() + (
        (tmp_path / "callboard.db-wal").read_bytes() if (tmp_path / "callboard.db-wal").exists() else b""
    )
    assert code.encode() not in kept
    assert "There is no bot yet" in result.stdout


async def test_run_in_a_process_of_its_own(tmp_path: Path) -> None:
    """With broken settings one line and 1; with a token that Telegram doesn't know the same; SIGTERM ends it with 0."""
    server = TelegramServer()
    await server.start()
    environment = os.environ | {"CALLBOARD_TELEGRAM__BASE_URL": server.url, "PYTHONUNBUFFERED": "1"}

    async def run(**more: str) -> tuple[int, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment | more, cwd=tmp_path, stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        assert process.stderr is not None
        said = b""
        while line := await process.stderr.readline():
            said += line
            if b'"running"' in line:
                process.send_signal(signal.SIGTERM)
        return await process.wait(), said.decode()

    try:
        broken, unknown, fine = await asyncio.gather(
            run(CALLBOARD_LOG__LEVEL="loud"),
            run(CALLBOARD_TELEGRAM__TOKEN="1:wrong", CALLBOARD_DATABASE__URL="sqlite:///other.db"),
            run(CALLBOARD_TELEGRAM__TOKEN=server.token),
        )
    finally:
        await server.stop()
    assert (broken[0], broken[1].count("\n")) == (1, 1), broken
    code, said = unknown
    assert code == 1 and "@BotFather" in said and "Traceback" not in said and "1:wrong" not in said, said
    code, said = fine
    assert code == 0 and "Traceback" not in said and "playground" not in said, said


def test_domains_are_added_listed_and_removed(tmp_path: Path) -> None:
    assert called("migrate").exit_code == 0
    added = called("domains", "add", "Hospital.Example.org", "--name", "Example Hospital")
    assert (added.exit_code, added.output) == (0, "Added: hospital.example.org (Example Hospital).\n")
    assert "hospital.example.org\t" in called("domains", "list").output
    assert called("domains", "remove", "hospital.example.org").exit_code == 0
    assert called("domains", "list").output == ""
    assert called("domains", "remove", "hospital.example.org").exit_code == 1


@pytest.mark.parametrize("domain", ["gmail.com", "mailinator.com", "not a domain", "localhost", "оxford.ac.uk"])
def test_a_domain_that_shows_nothing_is_not_added(domain: str) -> None:
    assert called("migrate").exit_code == 0
    refused = called("domains", "add", domain, "--name", "X")
    assert refused.exit_code == 1
    assert domain in refused.output


def test_the_command_line_loads_only_itself() -> None:
    """What a command needs is loaded by that command: help and a wrong word come at once."""
    code = "import sys, bot.__main__; print(*sorted(sys.modules.keys() & {'sqlalchemy', 'pydantic', 'slack_sdk'}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
