"""One structured line for whoever runs the service: ids that lead to the row, never a secret or an answer."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

import structlog


def _for_a_person() -> structlog.typing.Processor:
    """A failure shows its lines alone: the values in them are people's words, and take seconds to print."""
    return structlog.dev.ConsoleRenderer(pad_event_to=24, exception_formatter=structlog.dev.plain_traceback)


def set_up(level: str = "info", *, as_json: bool | None = None) -> None:
    """Lines for a person on a terminal, JSON for a machine otherwise; everything to standard error, libraries' too."""
    as_json = not sys.stderr.isatty() if as_json is None else as_json
    renderer = structlog.processors.JSONRenderer() if as_json else _for_a_person()
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if as_json else structlog.processors.UnicodeDecoder(),
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that finds the last one running is no news
    logging.basicConfig(level=logging.WARNING, handlers=[_of_libraries(shared, renderer)], force=True)


def _of_libraries(
    shared: Sequence[structlog.typing.Processor], renderer: structlog.typing.Processor
) -> logging.Handler:
    """What others say through Python's own logging stands in the same form, with whose it is."""
    handler = logging.StreamHandler(sys.stderr)
    foreign = [structlog.stdlib.add_logger_name, *shared]
    last = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=last, foreign_pre_chain=foreign))
    return handler
