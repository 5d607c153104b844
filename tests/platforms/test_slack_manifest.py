"""The manifest, and what the doctor says of Slack."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.cli.doctor import examine
from bot.platforms.slack.manifest import as_yaml, manifest
from bot.playground.slack import SlackServer
from tests.platforms.slack_house import SlackHouse

DOCUMENTED = Path(__file__).parents[2] / "docs" / "slack-manifest.yaml"


def test_the_documented_manifest_is_current() -> None:
    assert as_yaml(manifest()) == DOCUMENTED.read_text("utf-8"), "callboard slack-manifest > docs/slack-manifest.yaml"


def test_the_command_prints_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, ["slack-manifest"])

    assert (printed.exit_code, printed.stdout) == (0, DOCUMENTED.read_text("utf-8"))


def test_over_http_it_has_the_address_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[slack]\nmode = "http"\n[web]\npublic_url = "https://bot.example.org/"\n')
    printed = CliRunner().invoke(app, ["slack-manifest", "--config", str(file)])

    assert printed.stdout.count("https://bot.example.org/slack/events") == 3
    assert "redirect_urls:" in printed.stdout and '"https://bot.example.org/slack/oauth_redirect"' in printed.stdout
    assert "socket_mode_enabled: false" in printed.stdout


def test_over_http_it_needs_the_address(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[slack]\nmode = "http"\n')

    assert CliRunner().invoke(app, ["slack-manifest", "--config", str(file)]).exit_code == 1


async def test_the_doctor_finds_slack_well(slack: SlackServer, slack_house: SlackHouse) -> None:
    findings = {one.check: one for one in await examine(lambda: slack_house.settings)}

    assert findings["slack"].ok and findings["slack"].found == "Callboard in Northwind; Socket Mode"
    assert findings["telegram"].ok and findings["telegram"].found == "off"


@pytest.mark.parametrize("wrong", [{"bot_token": "xoxb-wrong"}, {"app_token": "xapp-wrong"}])
async def test_the_doctor_finds_a_wrong_token(
    slack: SlackServer, slack_house: SlackHouse, wrong: dict[str, str]
) -> None:
    slack_house.changes["slack"] = wrong
    finding = next(one for one in await examine(lambda: slack_house.settings) if one.check == "slack")

    assert not finding.ok and "slack.bot_token" in finding.mend


async def test_the_doctor_finds_missing_scopes(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack.install(slack.workspace(), ("chat:write", "commands"), slack.bot_token)
    finding = next(one for one in await examine(lambda: slack_house.settings) if one.check == "slack")

    assert not finding.ok and "without the scopes channels:read, files:read, files:write, groups:read" in finding.found
    assert "install the app again" in finding.mend
