"""The chapter on Slack: a task described and decided on in forms, a reminder, an answer that is paid."""

from __future__ import annotations

from bot.demo.actor import NotSeen
from bot.demo.slack_actor import SlackActor
from bot.demo.stage import SLACK_EXPERT, SLACK_RECRUITER, Stage
from bot.demo.story import linking
from bot.demo.story.joining import from_the_field_on, up_to_the_field
from bot.demo.story.steps import Steps
from models.membership import Role

NAME, ADDRESS = "Sasha Lind", "sasha.lind@mit.edu"
TITLE = "Pause on a Holter"
FORM = {
    "Title": TITLE,
    "Question": "How long may a pause be before you *pace*?",
    "How is it answered?": "A number",
    "Unit": "s",
    "Field": "heart rhythm",
    "Proof": "A well-formed credential",
    "Minutes": "30",
    "Pay": "$1",
    "Places": "20",
    "Deadline": "tomorrow 17:00",
}


class OnSlack:
    """Sasha, an expert, and Robin, a recruiter who reviews too; `noor` is the expert who came over from Telegram."""

    def __init__(self, stage: Stage, noor: SlackActor) -> None:
        self._stage, self._noor = stage, noor
        self._sasha = SlackActor("Sasha", stage.slack.user(SLACK_EXPERT))
        self._channel = stage.slack.channel("C101", "cardiology", [SLACK_EXPERT, SLACK_RECRUITER])
        self._sasha_there = SlackActor("Sasha", stage.slack.user(SLACK_EXPERT), self._channel.id)
        self._robin = SlackActor("Robin", stage.slack.user(SLACK_RECRUITER))
        self.arriving: Steps = (("Slack: Robin, a recruiter, accepts two invitations", self.recruiter_joins),)
        self.joining: Steps = (
            ("Slack: Sasha, an expert, joins, with a code to an address as proof", self.expert_joins),
        )
        self.working: Steps = (
            (
                "Slack: Robin describes a task in a form, which refuses too low a pay",
                self.task_is_made,
            ),
            ("Slack: it is broadcast, and Noor claims it", self.task_is_broadcast),
            ("Slack: its card is posted in a channel, and Sasha claims it there", self.card_is_in_a_channel),
            ("Slack: Noor answers, and Robin rejects it with a form", self.answer_is_rejected),
        )
        self.reminded: Steps = (
            ("Slack: a reminder comes, and Sasha answers", self.reminder_comes),
            ("Slack: Robin accepts the answer, and it is paid", self.answer_is_paid),
        )

    async def recruiter_joins(self) -> None:
        for role in (Role.RECRUITER, Role.REVIEWER):
            await self._robin.starts(self._stage.slack_codes[role])
            await self._robin.sees(f"You are now a {role.value}")

    async def expert_joins(self) -> None:
        await up_to_the_field(self._sasha, NAME, "London")
        await from_the_field_on(self._sasha, NAME, ADDRESS, self._stage.mailbox)

    async def task_is_made(self) -> None:
        robin = self._robin
        await robin.commands("newtask")
        await robin.fills(FORM)
        await robin.is_refused("Pay", "the least we allow")
        await robin.fills({"Pay": "$60"})
        await robin.submits()
        await robin.sees("Is this right?", TITLE, "*pace*")
        await robin.taps("Yes, show me the card")
        await robin.sees("as experts will see it", TITLE)

    async def task_is_broadcast(self) -> None:
        await self._robin.taps("Broadcast")
        await self._robin.sees(TITLE, "Sent:", "Claimed:")
        await self._noor.sees(TITLE, "$120 an hour", "left")
        await self._noor.taps("Claim")
        await self._noor.sees(FORM["Question"])

    async def card_is_in_a_channel(self) -> None:
        robin = self._robin
        await robin.brings_the_app(self._channel)
        await robin.sees("I'm in #cardiology now")
        await robin.taps("Post in a channel")
        await robin.taps("Post in #cardiology")
        await robin.sees("is posted in #cardiology")
        await self._sasha_there.sees(TITLE, "$120 an hour", "(UTC)")
        await self._sasha_there.taps("Claim")
        await self._sasha_there.sees("My answer is in our own chat")
        await self._sasha_there.sees(TITLE, "places left")
        await self._sasha.sees(FORM["Question"])

    async def answer_is_rejected(self) -> None:
        await self._answers(self._noor, "99")
        robin = self._robin
        await robin.commands("review")
        await robin.leafs("Skip", linking.NAME)
        await robin.taps("Reject")
        await robin.fills({"Reason": "It is wrong", "A few words for the expert": "Nobody waits *that* long: 3 s."})
        await robin.submits()
        await self._noor.sees("was not accepted", TITLE, "Nobody waits *that* long: 3 s.")

    async def reminder_comes(self) -> None:
        await self._sasha.sees(TITLE, "is yours until")
        await self._answers(self._sasha, "3")

    async def answer_is_paid(self) -> None:
        await self._robin.commands("review")
        await self._robin.leafs("Skip", NAME)
        await self._robin.taps("Accept")
        await self._sasha.sees("accepted", "$60")
        await self._sasha.commands("earnings")
        await self._sasha.sees("Due to you", "$60", TITLE)
        if troubles := [*self._robin.troubles, *self._sasha.troubles, *self._noor.troubles]:
            raise NotSeen(f"every act acknowledged on Slack; {troubles}")

    async def _answers(self, expert: SlackActor, number: str) -> None:
        await expert.writes(number)
        await expert.sees("Is everything right?", number)
        await expert.taps("Submit")
        await expert.sees("your answer is in")
