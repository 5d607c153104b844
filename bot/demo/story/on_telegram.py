"""The chapter on Telegram: one expert's and one recruiter's way from the first word to the money."""

from __future__ import annotations

from bot.demo.actor import Actor
from bot.demo.describing import Described, Question, describe
from bot.demo.seat import TelegramSeat
from bot.demo.stage import EXPERT_ID, RECRUITER_ID, Stage
from bot.demo.story.joining import up_to_the_field
from bot.demo.story.steps import Steps, mailed_code
from models.membership import Role

ADDRESS = "alex.morgan@stanford.edu"
ORCID = "https://orcid.org/0000-0002-1825-0097"
DIPLOMA = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
TITLE = "Liver transplant triage"
SECOND_TITLE = "Rare bile duct case"
QUESTIONS = (
    Question(
        "What would you do for this patient today?",
        "One of several options",
        "Transplant now, Wait and watch, Refer to hospice",
    ),
    Question("What bilirubin would change your mind?", "A number", "mg/dL"),
    Question("Why? One or two sentences.", "A short text", "300"),
)


class OnTelegram:
    """Alex, an expert, and Riley, a recruiter who reviews too."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._alex = Actor("Alex", TelegramSeat(stage.telegram.user(EXPERT_ID)))
        self._riley = Actor("Riley", TelegramSeat(stage.telegram.user(RECRUITER_ID)))
        self.arriving: Steps = (("Telegram: Riley, a recruiter, accepts two invitations", self.recruiter_joins),)
        self.joining: Steps = (
            ("Telegram: Alex, an expert, joins: language, time zone, consent, name, field", self.expert_begins),
            ("Telegram: Alex proves it: a code by mail, an ORCID iD, a document", self.expert_proves),
            ("Telegram: Alex sets terms, changes one, and is in", self.expert_sets_terms),
            ("Telegram: Riley looks at the document", self.document_is_reviewed),
        )
        self.working: Steps = (
            ("Telegram: Riley describes a task and sees whom it reaches", self.task_is_described),
            ("Telegram: it is broadcast, and the crowd starts to claim", self.task_is_broadcast),
            ("Telegram: Alex claims a place and answers three kinds of question", self.expert_answers),
            ("Telegram: Riley accepts the answer, and it is paid", self.answer_is_paid),
            ("Telegram: Alex claims a second task and leaves it alone", self.second_task_is_claimed),
        )
        self.reminded: Steps = (("Telegram: a reminder comes", self.reminder_comes),)
        self.over: Steps = (("Telegram: the time runs out, and the place is free again", self.hold_expires),)

    async def recruiter_joins(self) -> None:
        await self._riley.starts(self._stage.codes[Role.RECRUITER])
        await self._riley.sees("You are now a recruiter")
        await self._riley.starts(self._stage.codes[Role.REVIEWER])
        await self._riley.sees("You are now a reviewer")

    async def expert_begins(self) -> None:
        alex = self._alex
        await up_to_the_field(alex, "Alex Morgan", "Riyadh")
        await alex.writes("liver transplants")
        await alex.sees("Your field: Hepatology")
        await alex.taps("Back")
        await alex.sees("What is your field?")
        await alex.writes("liver transplants")
        await alex.taps("Senior")
        await alex.sees("How would you like to show that Hepatology is your field?")

    async def expert_proves(self) -> None:
        alex = self._alex
        await alex.taps("Code to my address")
        await alex.sees("What is your address")
        await alex.writes("alex@gmail.com")
        await alex.sees("gmail.com")
        await alex.writes(ADDRESS)
        await alex.sees("I've sent a code to")
        code = await mailed_code(self._stage.mailbox, ADDRESS)
        await alex.writes("000000")
        await alex.sees("tries")
        await alex.writes(code)
        await alex.sees("That's right", "stanford.edu")
        await alex.taps("ORCID iD")
        await alex.sees("What is your ORCID iD?")
        await alex.writes("0000-0002-1825-0098")
        await alex.sees("ORCID")
        await alex.writes(ORCID)
        await alex.sees("ORCID iD 0000-0002-1825-0097")
        await alex.taps("Document or photo")
        await alex.taps("Licence to practise")
        await alex.sees("Please send it now")
        await alex.sends_file("licence.pdf", DIPLOMA)
        await alex.sees("it has arrived")
        await alex.taps("Enough for now")

    async def expert_sets_terms(self) -> None:
        alex = self._alex
        await alex.sees("What must an hour pay at least?")
        await alex.writes("٩٠")
        await alex.sees("When shall I leave you alone?")
        await alex.taps("No quiet hours")
        await alex.sees("Please have a last look", "$90")
        await alex.taps("Edit: Least an hour")
        await alex.taps("$100 an hour")
        await alex.sees("Please have a last look", "$100")
        await alex.taps("That's right, join")
        await alex.sees("Welcome, Alex Morgan")

    async def document_is_reviewed(self) -> None:
        await self._riley.commands("review")
        await self._riley.taps("Confirm")
        await self._alex.sees("confirmed")

    async def task_is_described(self) -> None:
        await self._describe(TITLE, places="30", minutes="10", pay="25")
        await self._riley.sees("as experts will see it", TITLE)
        await self._riley.sees("match", "awake now")

    async def task_is_broadcast(self) -> None:
        await self._riley.taps("Broadcast")
        await self._riley.sees(TITLE, "Sent:", "Claimed:")
        await self._alex.sees(TITLE, "$150 an hour", "left")

    async def expert_answers(self) -> None:
        alex = self._alex
        await alex.taps("Details")
        await alex.sees("What is asked")
        await alex.taps("Back to the card")
        await alex.taps("Claim")
        await alex.sees("Question 1 of 3")
        await alex.taps("Transplant now")
        await alex.sees("Question 2 of 3")
        await alex.writes("🙂")
        await alex.sees("as a number")
        await alex.writes("٣٫٥ mg/dL")
        await alex.sees("Question 3 of 3")
        await alex.writes("MELD of 31 with refractory ascites: <list> & refer today.")
        await alex.sees("Your answers", "3.5", "<list> & refer")
        await alex.taps("Edit: Question 2")
        await alex.sees("Question 2 of 3")
        await alex.writes("3.8")
        await alex.sees("Your answers", "3.8")
        await alex.taps("Submit")
        await alex.sees("your answer is in")

    async def answer_is_paid(self) -> None:
        await self._riley.commands("review")
        await self._riley.leafs("Skip", "MELD of 31")
        await self._riley.taps("Accept")
        await self._alex.sees("accepted", "$25")
        await self._alex.commands("earnings")
        await self._alex.sees("Due to you", "$25", TITLE)

    async def second_task_is_claimed(self) -> None:
        await self._describe(SECOND_TITLE, places="40", minutes="30", pay="60")
        await self._riley.taps("Broadcast")
        await self._alex.sees(SECOND_TITLE, "left")
        await self._alex.taps("Claim")
        await self._alex.sees("Question 1 of 3")

    async def reminder_comes(self) -> None:
        await self._alex.sees(SECOND_TITLE, "is yours until")
        await self._alex.taps("Again in")
        await self._alex.sees("I'll remind you at")

    async def hold_expires(self) -> None:
        await self._alex.sees("Your time for", SECOND_TITLE, "can claim it again")

    async def _describe(self, title: str, *, places: str, minutes: str, pay: str) -> None:
        level = "A well-formed credential"
        task = Described(title, QUESTIONS, "liver transplants", level, minutes, pay, places)
        await describe(self._riley, task)
