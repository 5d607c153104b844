"""Kinds of answer on the real service: an expression that a process works out, and taps that edit one message."""

from __future__ import annotations

from sqlmodel import select

from bot.demo.actor import Actor
from bot.demo.seat import TelegramSeat
from bot.demo.stage import EXPERT_ID, RECRUITER_ID, Stage
from bot.demo.story.joining import from_the_field_on, up_to_the_field
from models.answer import Answer
from models.membership import Role


def silent(_: str) -> None:
    """Says nothing out loud."""


async def test_an_expression_and_a_ranking_from_the_form_to_the_answer() -> None:
    async with Stage(seed=3, patience=0.05) as stage:
        alex = Actor("Alex", TelegramSeat(stage.telegram.user(EXPERT_ID)), silent)
        riley = Actor("Riley", TelegramSeat(stage.telegram.user(RECRUITER_ID)), silent)
        await riley.starts(stage.codes[Role.RECRUITER])
        await riley.sees("You are now a recruiter")
        await up_to_the_field(alex, "Alex Morgan", "Riyadh")
        await from_the_field_on(alex, "Alex Morgan", "alex.morgan@stanford.edu", stage.mailbox)

        await sends_a_task(riley)
        await alex.taps("Claim")
        await alex.sees("Question 1 of 2")
        await alex.writes("((x")
        await alex.sees("I can't read “((x” as an expression", "once you have answered the other questions")
        await alex.taps("MRI")
        await alex.sees("Question 2 of 2")
        await alex.taps("CT")
        await alex.sees("Question 1 of 2")
        await alex.writes("(x-1)(x+1)")
        await alex.sees("Your answers", "1. MRI · 2. CT · 3. Ultrasound")
        await alex.taps("Submit")
        await alex.sees("your answer is in")

        with stage.service.database.transaction() as session:
            (answer,) = session.exec(select(Answer)).all()
            assert answer.given == ["(x - 1)*(x + 1)", ["MRI", "CT", "Ultrasound"]]


async def sends_a_task(riley: Actor) -> None:
    """An expression and a ranking, to whoever works in cardiology."""
    await riley.commands("newtask")
    for words, awaited in (
        ("Two kinds", "Question 1"),
        ("Factor it", "How is question 1 answered?"),
        ("A mathematical expression", "Do you want to ask another one"),
        ("Add another question", "Question 2"),
        ("Which first?", "How is question 2 answered?"),
        ("A ranking, the best first", "Which options"),
        ("CT, MRI, Ultrasound", "Do you want to ask another one"),
        ("That's all", "Who should answer?"),
        ("cardiology", "How far must"),
        ("Nothing needs to be proven", "How many minutes"),
        ("20", "What do you pay"),
        ("40", "How many experts"),
        ("3", "Until when"),
        ("tomorrow 17:00", "Is this right?"),
    ):
        await riley.writes(words)
        await riley.sees(awaited)
    await riley.taps("Yes, show me")
    await riley.taps("Broadcast")
