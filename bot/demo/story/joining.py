"""How an expert joins, on either platform: as far as the question about their field, and from there on."""

from __future__ import annotations

from bot.demo.actor import Actor
from bot.demo.story.steps import mailed_code
from bot.playground.mail import Mailbox


async def up_to_the_field(expert: Actor, name: str, city: str) -> None:
    """Language, time zone, consent and name."""
    await expert.commands("start")
    await expert.sees("Which language", "Step 1 of")
    await expert.taps("English")
    await expert.sees("What time is it where you are?")
    await expert.writes(city)
    await expert.sees("What I keep, and why")
    await expert.taps("I agree")
    await expert.sees("What is your name?")
    await expert.taps(name)
    await expert.sees("What is your field?")


async def from_the_field_on(expert: Actor, name: str, address: str, mailbox: Mailbox) -> None:
    """Field, standing, a proof by mail, terms, and in; `expert` is asked for their field already."""
    await expert.writes("heart rhythm")
    await expert.sees("Your field: Cardiac electrophysiology")
    await expert.taps("Practising")
    await expert.taps("Code to my address")
    await expert.sees("What is your address")
    await expert.writes(address)
    await expert.sees("I've sent a code to")
    await expert.writes(await mailed_code(mailbox, address))
    await expert.sees("That's right")
    await expert.taps("Enough for now")
    await expert.sees("What must an hour pay at least?")
    await expert.writes("80")
    await expert.sees("When shall I leave you alone?")
    await expert.taps("No quiet hours")
    await expert.sees("Please have a last look", "$80")
    await expert.taps("That's right, join")
    await expert.sees(f"Welcome, {name}")
