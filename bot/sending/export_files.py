"""Tables as files: JSON lines, CSV for spreadsheets, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from bot.errors import CannotStart
from models.queries.exporting import AT_ONCE, Line

FORMATS = ("jsonl", "csv", "parquet")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is worked out by spreadsheets: somebody's words could do things there
(OWASP, *CSV Injection*)."""


def write(form: str, columns: Mapping[str, type], lines: Iterable[Line], file: IO[bytes]) -> None:
    """Writes a whole table, piece by piece. A table without lines is a valid file too.

    Raises:
        CannotStart: Parquet is wanted where pyarrow is not installed.
    """
    if form == "parquet":
        _parquet(columns, lines, file)
        return
    for piece in as_jsonl(lines) if form == "jsonl" else as_csv(columns, lines):
        file.write(piece)


def as_jsonl(lines: Iterable[Line]) -> Iterator[bytes]:
    """An object on each line; instants in ISO 8601, exact amounts as text."""
    for line in lines:
        yield json.dumps(line, ensure_ascii=False, default=_plain).encode() + b"\n"


def as_csv(columns: Mapping[str, type], lines: Iterable[Line]) -> Iterator[bytes]:
    """RFC 4180, in UTF-8 with the mark by which spreadsheets know it. No words are ever a formula: an apostrophe
    stands before those that would be one."""
    yield b"\xef\xbb\xbf"
    lines, header = iter(lines), [list(columns)]
    while cells := [*header, *([_cell(line[name]) for name in columns] for line in islice(lines, AT_ONCE))]:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(cells)
        yield text.getvalue().encode()
        header = []


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return "" if value is None else _plain(value) if isinstance(value, datetime | Decimal) else value


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"no cell: {value!r}")


def _parquet(columns: Mapping[str, type], lines: Iterable[Line], file: IO[bytes]) -> None:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise CannotStart("Parquet needs pyarrow: pip install 'callboard[parquet]', or take jsonl or csv") from None
    kinds = {str: arrow.string(), int: arrow.int64(), datetime: arrow.timestamp("us", "UTC")}
    kinds[Decimal] = arrow.decimal128(38, 6)
    schema = arrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
    lines = iter(lines)
    with parquet.ParquetWriter(file, schema) as writer:
        while piece := list(islice(lines, AT_ONCE)):
            writer.write_table(arrow.Table.from_pylist(piece, schema))
