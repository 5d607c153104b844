"""Kinds of answer on the real service: an expression that a process works out, and taps that edit one message."""

from __future__ import annotations

from sqlmodel import select

from bot.demo.actor import Actor
from bot.demo.describing import Described, Question, describe
from bot.demo.seat import TelegramSeat
from bot.demo.stage import EXPERT_ID, RECRUITER_ID, Stage
from bot.demo.story.joining import from_the_field_on, up_to_the_field
from models.answer import Answer
from models.membership import Role

TWO_KINDS = Described(
    title="Two kinds",
    questions=(
        Question("Factor it", "A mathematical expression"),
        Question("Which first?", "A ranking, the best first", "CT, MRI, Ultrasound"),
    ),
    field="cardiology",
    level="Nothing needs to be proven",
    minutes="20",
    pay="40",
    places="3",
)


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

        await describe(riley, TWO_KINDS)
        await riley.taps("Broadcast")
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
