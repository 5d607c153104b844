"""One submitted answer as its reviewer sees it."""

from __future__ import annotations

from bot.chat.message import Arg, Button, Message, Rows, Text, say, text
from handlers.credentials.doubts import taken_back
from handlers.questions.answer_kinds import shortened, shown
from handlers.routes import on_tap
from handlers.scope import own_task
from handlers.turn import Turn
from models.answer import Answer
from models.offer import Offer
from models.person import Person
from models.standing import level_of
from models.task import Task
from models.types import OfferId

ROOM = 2800
"""Characters for all questions and answers together: a platform's message holds about four thousand."""


def answer_card(turn: Turn, offer: Offer, others: int) -> Message:
    """The answer and the three decisions; `others` wait beside it."""
    parts, beside = said(turn, offer, ROOM)
    waiting = (text("review-more", n=others),) if others else ()
    return Message((*parts, *waiting), (*_buttons(offer), *beside))


def said(turn: Turn, offer: Offer, room: int) -> tuple[tuple[Text, ...], Rows]:
    """The task, who answered and how long it took, and each question with its answer.

    Args:
        room: characters for all questions and answers together.

    Returns:
        its parts, and a button to see all of it where something was cut.
    """
    task, answer = turn.get(Task, offer.task_id), turn.get(Answer, offer.key)
    each = room // len(task.questions)
    pairs = tuple(_pair(task, answer, n, each) for n in range(len(task.questions)))
    cut = any(_length(task, answer, n) > each for n in range(len(task.questions)))
    doubt = (text("review-doubt"),) if taken_back(turn.session, offer.expert_id, task.field_code) else ()
    whole_ = ((Button(text("review-whole"), "review.whole", (offer.key,)),),) if cut else ()
    return (_who(turn, task, offer), *doubt, *pairs), whole_


@on_tap("review.whole")
def whole(turn: Turn, offer_id: OfferId) -> list[Message]:
    """All of a long answer, each question in a message of its own."""
    offer = turn.get(Offer, offer_id)
    task = own_task(turn, offer.task_id)
    answer = turn.get(Answer, offer.key)
    return [Message((_pair(task, answer, n, 2 * ROOM),)) for n in range(len(task.questions))] or [say("gone")]


def _who(turn: Turn, task: Task, offer: Offer) -> Text:
    expert = turn.get(Person, offer.expert_id)
    level = level_of(turn.session, offer.expert_id, task.field_code, turn.now)
    name: Arg = expert.name or text("review-someone")
    proof = text(f"review-level-{int(level)}")
    return text("review-answer", task=task.title, expert=name, proof=proof, took=offer.time_held)


def _pair(task: Task, answer: Answer, n: int, room: int) -> Text:
    spec, given = task.questions[n], shown(task.questions[n], answer.given[n])
    words = shortened(given, room * 2 // 3) if isinstance(given, str) else given
    return text("review-question", n=n + 1, question=shortened(spec["text"], room // 3), answer=words)


def _length(task: Task, answer: Answer, n: int) -> int:
    """At least as long as what is shown of it, whichever part is the long one."""
    return max(3 * len(task.questions[n]["text"]), 3 * len(str(answer.given[n])) // 2)


def _buttons(offer: Offer) -> Rows:
    accept = Button(text("review-accept"), "review.accept", (offer.key,), style="primary")
    reject = Button(text("review-reject"), "review.reject", (offer.key,), style="danger")
    skip = Button(text("review-skip"), "review.skip", (offer.key,))
    return ((accept, reject), (skip,))
