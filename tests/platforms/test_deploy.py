"""What `deploy/` starts and sets exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import aiohttp
import pytest
import typer.main

from bot.__main__ import app
from bot.app import Worker
from bot.config import Settings
from bot.playground.mail import Mailbox
from tests.platforms.house import House
from tests.platforms.scraping import scraped

ROOT = Path(__file__).parents[2]
FILES = ("Dockerfile", "compose.yaml", "callboard.env.example", "callboard.service")


def written(name: str) -> str:
    return (ROOT / "deploy" / name).read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_setting_is_one(name: str) -> None:
    for section, key in re.findall(r"CALLBOARD_([A-Z]+)__([A-Z_]+)", written(name)):
        part = Settings.model_fields[section.lower()].annotation
        assert key.lower() in getattr(part, "model_fields", {}), f"{name}: {section}.{key}"


def test_every_command_is_one() -> None:
    started = re.findall(r"command: (\w+)", written("compose.yaml"))
    started += re.findall(r'CMD \["(\w+)"\]', written("Dockerfile"))
    started += re.findall(r"bin/callboard (\w+)", written("callboard.service"))

    assert {"migrate", "web", "worker", "run"} == set(started)
    assert set(started) <= set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group has them


def test_what_the_image_is_made_of_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", written("Dockerfile"), re.MULTILINE)
    assert copied
    for path in " ".join(copied).split():
        assert (ROOT / path).exists(), path
        assert f"!{path}" in written("Dockerfile.dockerignore").splitlines()


def test_one_service_builds_the_image_of_all() -> None:
    """Several at once fail with "already exists", on a machine that has it not yet (desec-io/desec-stack#1233)."""
    assert written("compose.yaml").count("build:\n") == 1
    assert "pull_policy: never" in written("compose.yaml")


def test_postgresql_is_up_when_others_can_reach_it() -> None:
    """A new volume is filled by a server that listens on its socket alone (docker-library/postgres#880)."""
    (check,) = re.findall(r"pg_isready (.*)\]", written("compose.yaml"))
    assert "--host 127.0.0.1" in check


def test_what_is_called_by_name_has_that_name_and_port() -> None:
    services = set(re.findall(r"^  (\w+):$", written("compose.yaml").partition("\nservices:")[2], re.MULTILINE))
    proxied, port = re.findall(r"dynamic a (\w+) (\d+)", written("Caddyfile"))[0]
    assert {proxied, *re.findall(r"@(\w+)/callboard", written("compose.yaml"))} <= services
    assert int(port) == Settings().web.port
    assert f"CALLBOARD_WEB__WORKER_PORT={port}" in written("Dockerfile"), "where the worker's health is looked at"


def test_who_can_not_write_what_python_compiles_is_given_it() -> None:
    assert "--compile-bytecode" in written("Dockerfile")
    assert "PYTHONPYCACHEPREFIX=%C/callboard" in written("callboard.service")


@pytest.mark.parametrize("page", ["docs/deploy.md", "deploy/Dockerfile"])
def test_extras_that_are_named_are_ours(page: str) -> None:
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = re.findall(r"EXTRAS=([\w,]+)", (ROOT / page).read_text("utf-8"))
    assert set(",".join(named).split(",")) == set(ours)


def test_the_page_names_files_that_are_there() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    for path in re.findall(r"deploy/[\w.]+", page):
        assert (ROOT / path).exists(), path


@pytest.mark.postgres
async def test_a_worker_shows_its_health_and_what_it_sends(house: House, mailbox: Mailbox, postgres_url: str) -> None:
    house.changes["database"] = {"url": postgres_url}
    house.changes["web"] = {"worker_port": 0}
    worker = Worker(house.settings)
    await worker.start()
    try:
        address = f"http://127.0.0.1:{worker.web_port}"
        async with aiohttp.ClientSession() as session:
            for path, status in {
                "/healthz": 200,
                "/readyz": 200,
                "/slack/events": 404,
                "/telegram/webhook": 404,
            }.items():
                async with session.get(address + path) as answer:
                    assert answer.status == status, path
        assert any(name.startswith("callboard_") for name in (await scraped(worker.web_port)).names())
    finally:
        await worker.stop()
