"""How a rehearsal goes, while it runs and at the end."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.rehearsal.tally import OnSlack, Report


class Screen:
    """A bar for each thing that is under way, on standard error so that the report can be read by a program."""

    def __init__(self, *, quiet: bool) -> None:
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        self._progress = Progress(*columns, console=Console(stderr=True), disable=quiet)
        self._bars: dict[str, TaskID] = {}

    def __enter__(self) -> Screen:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def told(self, what: str, done: int, total: int) -> None:
        """So much of it is done."""
        if what not in self._bars:
            self._bars[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._bars[what], completed=done)


def table(report: Report) -> Table:
    """What came, beside what should have."""
    shown = Table(title="Rehearsal: what the local platforms received")
    for heading in ("", "counted", "should be"):
        shown.add_column(heading, justify="left" if not heading else "right")
    for row in (*_rows(report), *(_on_slack(report.slack) if report.slack else ())):
        shown.add_row(*row)
    return shown


def _rows(of: Report) -> list[tuple[str, str, str]]:
    return [
        ("experts", f"{of.experts:,}", ""),
        ("cards delivered", f"{of.delivered:,}", f"{of.deliveries:,}"),
        ("lost", f"{of.lost:,}", "0"),
        ("came twice", f"{of.duplicated:,}", "0"),
        ("claimed, answered", f"{of.claimed:,}, {of.answered:,}", ""),
        ("paid", f"{of.paid_minor / 100:,.2f}", ""),
        ("first card to last", f"{of.seconds:,.1f} s", ""),
        ("messages a second", f"{of.sent_per_second:,.1f}", ""),
        ("most in any second", f"{of.max_in_any_second:,}", f"≤ {of.limit_per_second:,}"),
        ("replies meanwhile, p50", f"{of.reply_ms['p50']:,.0f} ms", ""),
        ("replies meanwhile, p99", f"{of.reply_ms['p99']:,.0f} ms", "≤ 250 ms"),
        ("most memory of the service", f"{of.rss_mb:,.0f} MB", ""),
    ]


def _on_slack(of: OnSlack) -> list[tuple[str, str, str]]:
    return [
        ("experts on Slack", f"{of.experts:,}", ""),
        ("cards delivered there", f"{of.delivered:,}", ""),
        ("first card to last", f"{of.seconds:,.1f} s", ""),
        ("messages a minute", f"{of.sent_per_minute:,.1f}", ""),
        ("most in any minute", f"{of.max_in_any_minute:,}", f"≤ {of.limit_per_minute:,}"),
        ("replies meanwhile, p50", f"{of.reply_ms['p50']:,.0f} ms", ""),
        ("replies meanwhile, p99", f"{of.reply_ms['p99']:,.0f} ms", ""),
    ]
