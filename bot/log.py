"""One structured line for whoever runs the service: ids that lead to the row, never a secret or an answer."""

from __future__ import annotations

import logging
import sys

import structlog


def _for_a_person() -> structlog.typing.Processor:
    """A failure shows its lines alone: the values in them are people's words, and take seconds to print."""
    return structlog.dev.ConsoleRenderer(pad_event_to=24, exception_formatter=structlog.dev.plain_traceback)


def set_up(level: str = "info", *, as_json: bool | None = None) -> None:
    """Lines for a person on a terminal, JSON for a machine otherwise; everything to standard error."""
    as_json = not sys.stderr.isatty() if as_json is None else as_json
    renderer = structlog.processors.JSONRenderer() if as_json else _for_a_person()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if as_json else structlog.processors.UnicodeDecoder(),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that finds the last one running is no news
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True
    )
