"""The command line: `callboard --help`."""

from __future__ import annotations

import asyncio
import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import (
    banks,
    clients,
    compacting,
    domains,
    exporting,
    payouts,
    rebuilding,
    sending,
    synonyms,
    trying,
    undelivered,
)
from bot.cli.commands import ConfigFile, one_line
from bot.errors import CannotStart
from bot.rehearsal.command import rehearse

app = typer.Typer(
    name="callboard",
    help="Experts join, prove what they know, get paid tasks that fit and answer them, inside their chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(trying.commands, name="try")
app.add_typer(clients.commands, name="clients")
app.add_typer(domains.commands, name="domains")
app.add_typer(undelivered.commands, name="deliveries")
app.add_typer(sending.commands, name="sending")
app.add_typer(payouts.commands, name="payouts")
app.add_typer(synonyms.commands, name="fields")
app.add_typer(banks.commands, name="items")
for command in (rehearse, rebuilding.rebuild, compacting.compact, exporting.export):
    app.command()(command)


@app.command()
@one_line
def run(config: ConfigFile = None) -> None:
    """Everything in one process, until it is stopped by Ctrl-C or SIGTERM."""
    _serve("run", config)


@app.command()
@one_line
def web(config: ConfigFile = None) -> None:
    """Only what the platforms call, and the pages: any number of these on one PostgreSQL, beside workers."""
    _serve("web", config)


@app.command()
@one_line
def worker(config: ConfigFile = None) -> None:
    """Only sending, listening and background work: any number of these on one PostgreSQL."""
    _serve("worker", config)


def _serve(command: str, config: Path | None) -> None:
    gc.disable()  # nothing that is loaded now is garbage; `running` puts it on again
    from bot import log, running
    from bot.config import load

    settings = load(config)
    log.set_up(settings.log.level)
    asyncio.run(running.until_stopped(settings, running.ROLES[command]))


@app.command()
@one_line
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served; 0 takes any free port.")] = 8800,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Don't open the page.")] = False,
    script: Annotated[bool, typer.Option("--script", help="Play the whole story without a page.")] = False,
    seed: Annotated[int, typer.Option(help="What the simulated experts are drawn from.")] = 7,
) -> None:
    """Try it here and now: a local Telegram, simulated experts, and a page with both sides' chats."""
    from bot import log
    from bot.demo import stage, story

    log.set_up("error" if script else "warning")
    if script:
        raise typer.Exit(asyncio.run(story.play(seed)))
    asyncio.run(stage.serve(port, seed, open_browser=not no_browser))


@app.command()
@one_line
def migrate(
    config: ConfigFile = None,
    source: Annotated[str, typer.Option("--from", help="Move an installation: the database that it has.")] = "",
    target: Annotated[str, typer.Option("--to", help="An empty database for it.")] = "",
) -> None:
    """Bring the database's schema up to date, after a copy of it (SQLite); or move everything to another database."""
    if source or target:
        from bot.cli.moving import installation

        installation(source, target)
        return
    from contextlib import closing

    from bot.config import load
    from bot.database import Database
    from bot.storage.copies import upgrade

    with closing(Database(load(config).database.url)) as database:
        before, after, copy = upgrade(database)
    if before == after:
        typer.echo(f"The schema is up to date ({after}).")
        return
    typer.echo(
        f"The schema went from {before or 'nothing'} to {after}." + (f" The copy before: {copy}" if copy else "")
    )


@app.command()
@one_line
def backup(file: Path, config: ConfigFile = None) -> None:
    """A consistent copy of the database while it runs (SQLite; use pg_dump for PostgreSQL)."""
    from contextlib import closing

    from bot.config import load
    from bot.database import Database
    from bot.storage.copies import copy_to

    with closing(Database(load(config).database.url)) as database:
        copy_to(database, file)
    typer.echo(f"Copied to {file}.")


@app.command()
@one_line
def restore(
    file: Path,
    check: Annotated[bool, typer.Option("--check", help="Only prove that it would work; change nothing.")] = False,
    config: ConfigFile = None,
) -> None:
    """Put a copy into an empty place (SQLite), with sending paused: its outbox is older than the world."""
    import tempfile
    from contextlib import closing

    from bot.cli import sending
    from bot.config import load
    from bot.database import Database
    from bot.storage import copies

    if check:
        with tempfile.TemporaryDirectory() as folder, closing(Database(f"sqlite:///{folder}/check.db")) as place:
            copies.restore(file, place)
        typer.echo(f"{file} can be restored.")
        return
    with closing(Database(load(config).database.url)) as place:
        copies.restore(file, place)
    typer.echo(f"Restored from {file}. Look at what would go out, then `callboard sending resume`.")
    sending.status(config)


@app.command()
@one_line
def doctor(
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check settings, database, Telegram, mail and languages; each failure comes with what mends it."""
    from bot.cli.doctor import examine, show
    from bot.config import load

    findings = asyncio.run(examine(lambda: load(config)))
    show(findings, as_json=as_json)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


@app.command()
@one_line
def invite(
    role: Annotated[str, typer.Option(help="admin, recruiter or reviewer")],
    client: Annotated[
        str | None, typer.Option(help="The client that a recruiter works for; made if it is new.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Print a one-time code that gives whoever sends it to the bot a role."""
    from bot.cli.inviting import invite as issue
    from bot.config import load

    for line in asyncio.run(issue(load(config), role, client)):
        typer.echo(line)


@app.command("encryption-key")
def encryption_key() -> None:
    """Print a new key for privacy.encryption_key."""
    from bot.vault import new_key

    typer.echo(new_key())


@app.command("slack-manifest")
@one_line
def slack_manifest(config: ConfigFile = None) -> None:
    """Print the manifest of the Slack app, to paste where Slack asks for one."""
    from bot.config import load
    from bot.platforms.slack.manifest import as_yaml, manifest

    settings = load(config)
    over_http = settings.slack.mode == "http"
    if over_http and not settings.web.public_url:
        raise CannotStart('slack.mode = "http" needs web.public_url: where Slack reaches the service')
    typer.echo(as_yaml(manifest(settings.web.public_url or "" if over_http else "")), nl=False)


@app.command("slack-forget")
@one_line
def slack_forget(
    team: Annotated[str, typer.Argument(help="The workspace's id, as the log and the doctor name it: T…")],
    config: ConfigFile = None,
) -> None:
    """Wait no more for a workspace that took the app away for good: what was to be sent there is dropped."""
    from bot.cli.slack_health import forget
    from bot.config import load

    dropped = asyncio.run(forget(load(config), team))
    typer.echo(f"Forgotten; {dropped} messages that waited for it are dropped. Restart a service that runs.")


@app.command()
@one_line
def playground(
    telegram_port: Annotated[int, typer.Option(help="0 takes any free port.")] = 8801,
    slack_port: Annotated[int, typer.Option(help="0 takes any free port.")] = 8802,
    token: Annotated[str, typer.Option(help="The token that the local Telegram takes.")] = "1001:playground",
    record: Annotated[Path | None, typer.Option(help="Write each request as a JSON line.")] = None,
) -> None:
    """Only the local Telegram and Slack: point telegram.base_url and slack.base_url at them."""
    from bot.playground.running import serve

    asyncio.run(serve(telegram_port, slack_port, token, record))


def main() -> None:
    """The entry point of the `callboard` command."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
