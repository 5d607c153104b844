"""Mails, by SMTP."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit

import structlog

log = structlog.get_logger()


class MailRefused(Exception):
    """The mail server will never take it: a wrong address, most often."""


class MailLater(Exception):
    """The mail server can't be reached or is busy."""


async def send(url: str, sender: str, to: str, subject: str, body: str) -> None:
    """Sends one mail.

    Args:
        url: as `email.url` of the settings; `console:` only logs that there was a mail, and prints it.

    Raises:
        MailRefused, MailLater.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "localhost")
    message.set_content(body)
    if url == "console:":
        log.info("mail", to=to, subject=subject, body=body)
        return
    await _by_smtp(url, message)


def port_of(url: str) -> int:
    """Where the mail server listens: as the address says, or as is the custom."""
    parts = urlsplit(url)
    return parts.port or (465 if parts.scheme == "smtps" else 587)


async def _by_smtp(url: str, message: EmailMessage) -> None:
    import aiosmtplib  # only who sends mails by a server waits for it

    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    try:
        await aiosmtplib.send(
            message,
            hostname=parts.hostname,
            port=port_of(url),
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            use_tls=secure,
            timeout=20,
        )
    except aiosmtplib.SMTPRecipientsRefused as refused:
        codes = [one.code for one in refused.recipients]
        raise (MailRefused if all(code >= 500 for code in codes) else MailLater)(
            f"recipient refused: {codes}"
        ) from None
    except aiosmtplib.SMTPDataError as refused:
        raise (MailRefused if refused.code >= 500 else MailLater)(f"{refused.code}") from None
    except (aiosmtplib.SMTPException, OSError) as trouble:  # the server's or the settings' fault, not the address's
        raise MailLater(f"{type(trouble).__name__}: {trouble}") from None
