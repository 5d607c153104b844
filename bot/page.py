"""A plain page for whoever comes with a link or comes back: in the browser's language, with nothing loaded."""

from __future__ import annotations

import html
from datetime import UTC, datetime

from bot.chat.message import Text
from bot.chat.texts import LANGUAGES, Reader, plain

HTML = "text/html; charset=utf-8"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
"""The address has a code in it: it goes nowhere else and is not kept."""

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Callboard</title>
<style>
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto 0; padding: 0 1.25rem }}
body {{ color: #1d3557; background: #fff }}
a {{ display: inline-block; padding: .5rem 1.1rem; border-radius: .4rem; color: #fff; background: #1d3557 }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eef; background: #111a26 }} a {{ background: #3a6ea5 }} }}
</style>
<h1>Callboard</h1>
<p>{said}</p>
{way}
</html>
"""


def page(accepts: str, said: Text, way: tuple[Text, str] | None) -> str:
    """What happened, and the way on.

    Args:
        accepts: the browser's Accept-Language.
        way: what its link says, and where it leads; None where the way on is elsewhere.
    """
    language = _language(accepts)
    reader = Reader(language, "UTC", datetime.now(UTC))
    return _PAGE.format(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        said=html.escape(plain(said, reader)),
        way=_link(*way, reader) if way else "",
    )


def _link(label: Text, address: str, reader: Reader) -> str:
    return f'<p><a href="{html.escape(address)}">{html.escape(plain(label, reader))}</a></p>'


def _language(accepts: str) -> str:
    """The first that there are texts in; English for none. Browsers name them in order."""
    wanted = (part.partition(";")[0].strip()[:2].lower() for part in accepts.split(","))
    return next((one for one in wanted if one in LANGUAGES), "en")
