"""Settings: every key in the example, every mistake in one line, no secret on any screen."""

from __future__ import annotations

import contextlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.config import Settings, keys, load
from bot.errors import CannotStart
from bot.policies import policy_of

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config.example.toml"
INSTALLABLE = '[slack]\nmode = "http"\nsigning_secret = "SECRET"\nclient_id = "1.2"\n'
TOKEN = "123456:Very-secret"


def written(folder: Path, content: str) -> Path:
    file = folder / "config.toml"
    file.write_text(content, "utf-8")
    return file


def test_the_example_names_every_key_and_shows_the_defaults() -> None:
    section, named = "", set()
    for line in EXAMPLE.read_text("utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            section = head[1]
        elif key := re.match(r"(?:# )?(\w+) = ", line):
            named.add(f"{section}.{key[1]}")
    assert named == {name for name, _ in keys()}
    assert load(EXAMPLE) == Settings()


def test_every_key_says_what_is_allowed() -> None:
    assert [name for name, field in keys() if not field.description] == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[telegram]\ntokn = "x"', "did you mean telegram.token?"),
        ("[telegrm]\nx = 1", "did you mean telegram"),
        ('telegram = "123:SECRET"', "telegram:"),
        ('[telegram]\ntoken = "SECRET with spaces"', "does not look like a token"),
        ('[telegram]\nmode = "pull"', "'polling' or 'webhook'"),
        ('[telegram]\nmode = "webhook"', "needs telegram.webhook_secret"),
        ('[slack]\nclient_id = "1.2"', "needs slack.app_token"),
        (f"{INSTALLABLE}", "client_id needs slack.client_secret"),
        (f'{INSTALLABLE}client_secret = "SECRET"', "slack.client_id needs web.public_url"),
        (
            f'{INSTALLABLE}client_secret = "SECRET"\n[web]\npublic_url = "https://b.example.org"',
            "slack.client_id needs privacy.encryption_key, which callboard encryption-key makes",
        ),
        ('[slack]\nmethod_caps = { "chat.postMessage" = 1 }', "slack.method_caps: names another method"),
        ('[slack]\nmethod_caps = { "chat.update" = 0 }', "slack.method_caps: has a number out of range"),
        ('[telegram]\nwebhook_secret = "SECRET!"', "telegram.webhook_secret"),
        ("[telegram]\nmessages_per_second = 100", "paid_broadcast"),
        ("[telegram]\nmessages_per_second = nan", "telegram.messages_per_second"),
        ('[telegram]\nbase_url = "api.telegram.org"', "https://"),
        (f'[telegram]\ntoken = "{TOKEN}"\nmode = "webhook"\nwebhook_secret = "SECRET"', "needs web.public_url"),
        ('[database]\nurl = "mysql://u:SECRET@h/d"', "database.url"),
        ('[database]\nurl = "sqlite:x.db"', "database.url"),
        ('[database]\nurl = "postgresql://u:SECRET@h:port/d"', "database.url"),
        ('[email]\nurl = "smtp://u:SECRET@:x"', "email.url"),
        ('[email]\nurl = "mail.example.org"', "email.url"),
        ("[web]\nport = 70000", "web.port"),
        ('[web]\npublic_url = "example.org"', "web.public_url"),
        ('[pay]\ncurrency = "dollars"', "pay.currency"),
        ('[pay]\ncurrency = "QQQ"', "pay.currency: is no currency"),
        ('[pay]\nfloor_per_hour = "-1"', "pay.floor_per_hour"),
        ('[pay]\nfloor_per_hour = "NaN"', "pay.floor_per_hour"),
        ('[pay]\npayday = "freitag"', "pay.payday"),
        ("[pay]\npayday = 29", "pay.payday"),
        ('[pay]\nfloor_per_hour = "15.001"', "pay.floor_per_hour"),
        ('[credentials]\ntrust_roots = "nowhere"', "credentials.trust_roots"),
        ('[log]\nlevel = "loud"', "log.level"),
        ("not toml", "not readable as TOML"),
        ("[a]\n[a]", "not readable as TOML"),
    ],
)
def test_a_mistake_is_named_with_what_is_allowed(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(CannotStart) as refused:
        load(written(tmp_path, content))
    assert says in str(refused.value)
    assert "SECRET" not in str(refused.value)


def test_files_that_can_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotStart, match="no such file"):
        load(tmp_path / "none.toml")
    with pytest.raises(CannotStart, match="can't be read"):
        load(tmp_path)
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CannotStart, match="not readable"):
        load(tmp_path / "odd.toml")
    monkeypatch.setenv("CALLBOARD_TELEGRAM__TOKEN_FILE", str(tmp_path / "odd.toml"))
    with pytest.raises(CannotStart, match=r"TOKEN_FILE.*no text"):
        load(EXAMPLE)
    monkeypatch.setenv("CALLBOARD_TELEGRAM__TOKEN_FILE", str(tmp_path / "none"))
    with pytest.raises(CannotStart, match=r"TOKEN_FILE.*No such file"):
        load(EXAMPLE)


def test_the_environment_goes_over_the_file_and_secrets_come_from_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, '[web]\nport = 1\nhost = "h"\n[email]\nsender = "a@b"')
    (tmp_path / "token").write_text(TOKEN + "\n")
    monkeypatch.setenv("CALLBOARD_TELEGRAM__TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("CALLBOARD_WEB__PORT", "2")
    monkeypatch.setenv("CALLBOARD_TELEGRAM__WEBHOOK_SECRET", " ")

    read = load(file)

    assert read.telegram.token is not None and read.telegram.token.get_secret_value() == TOKEN
    assert (read.web.port, read.web.host, read.email.sender) == (2, "h", "a@b")
    assert read.telegram.webhook_secret is None


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("CALLBOARD_WEB__PORT", "many", "web.port"),
        ("CALLBOARD_TELEGRM__TOKEN", TOKEN, "did you mean telegram.token?"),
        ("CALLBOARD_TELEGRAM__TOKN", TOKEN, "did you mean telegram.token?"),
        ("CALLBOARD_TELEGRAM", TOKEN, "SECTION__KEY"),
    ],
)
def test_a_mistake_in_the_environment(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotStart) as refused:
        load(EXAMPLE)
    assert says in str(refused.value)
    assert "secret" not in str(refused.value)


def test_other_variables_of_ours_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBOARD_REQUIRE_ALL", "1")
    load(EXAMPLE)


def test_nothing_secret_is_printed() -> None:
    read = Settings.model_validate(
        {
            "telegram": {"token": TOKEN, "webhook_secret": "Very-secret"},
            "email": {"url": "smtp://u:Very-secret@h"},
            "database": {"url": "postgresql://u:Very-secret@h/d"},
        }
    )
    assert "Very-secret" not in f"{read!r}{read}{read.telegram}{read.email!r}{read.database}"


VALUES = st.one_of(
    st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.integers(), max_size=2),
    st.sampled_from(["sqlite://", "postgresql://", "smtp://[::1", "https://[", "http://a:b", "smtp://h:99999"]),
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([name for name, _ in keys()]), VALUES)
@example("pay.floor_per_hour", "1e999999")
@example("database.url", "sqlite:///\0")
def test_whatever_stands_there_is_taken_or_refused_in_words(name: str, value: Any) -> None:
    section, _, key = name.partition(".")
    with contextlib.suppress(ValidationError):  # anything else would be a traceback for whoever starts it
        Settings.model_validate({section: {key: value}})


def test_the_example_is_toml() -> None:
    assert set(tomllib.loads(EXAMPLE.read_text("utf-8"))) == set(Settings.model_fields)


@pytest.mark.parametrize("day", ["15", '"15"', '" Friday "', '"last"'])
def test_every_payday_that_may_be_set_is_one(tmp_path: Path, day: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[pay]\npayday = {day}\n")

    assert policy_of(load(file)).payday is not None
