# A task offered to one expert: its card, and everything that can be done with it before it is answered.

card-title = <b>{ $title }</b>
card-terms =
    { $field } · for { $client }
    <b>{ $pay }</b> an answer ({ $hourly } an hour) · { $minutes ->
        [one] about { $minutes } minute
       *[other] about { $minutes } minutes
    } · { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }
    { $places ->
        [0] No place left
        [one] { $places } place left
       *[other] { $places } places left
    } · open until { $deadline } (for another { $left })
    { $level }
card-level-0 = Needs no proof
card-level-1 = Needs a well-formed credential, such as an ORCID iD
card-level-2 = Needs a proven work address or profile
card-level-3 = Needs a credential found in a register
card-level-4 = Needs a credential confirmed by a reviewer

card-held = It's yours until { $until } (in { $left }). { $places ->
        [0] It was the last place.
        [one] One more place is left.
       *[other] { $places } more places are left.
    }
card-declined = Not for you: I've noted why, so that better ones come.
card-returned = You handed this back. You may claim it again while places last.
card-expired = Your time ran out. You may claim it again while places last.
card-full = All places are taken at the moment. If one becomes free, /work shows it.
card-closed = This task has closed.
card-submitted = You've answered. You'll hear by { $by } at the latest; on acceptance you are paid { $pay }.
client-numbered = client no. { $number }
client-medical-laboratory = a medical AI laboratory
card-accepted = Accepted: { $pay } is yours.
card-rejected = Your answer was not accepted. The reason is under /earnings.

button-claim = Claim
button-claim-again = Claim it again
button-details = Details
button-later = Later
button-not-for-me = Not for me
button-show-again = Show it again
button-to-card = ← Back to the card
button-answer = Answer
button-more-time = More time
button-hand-back = Hand back

details-asked = <b>What is asked</b>
    { $lines }
details-question = { $n }. { $asked }
    <i>{ $expects }</i>
details-terms = <b>How it works</b>
    Once you claim it, you have { $limit } to answer; “More time” adds half of that, once. If the client closes the task while you hold it, you are paid for the time.
    A reviewer checks your answer. You'll hear within { $days ->
        [one] { $days } day
       *[other] { $days } days
    } at most, with a reason if it is not accepted; after that silence counts as a yes. On acceptance you are paid { $pay }.
expects-choice = { $n ->
        [one] There is { $n } option.
       *[other] Choose one of { $n } options.
    }
expects-choices = { $n ->
        [one] There is { $n } option.
       *[other] There are { $n } options. Choose { $many }.
    }
expects-ranking = { $n ->
        [one] There is { $n } option.
       *[other] Put { $n } options in order, the best first.
    }
expects-pair = Say which of two is better.
expects-rating = Rate it with a whole number from { $least } to { $most }.
expects-formula = Answer with a chemical formula.
expects-math = Answer with a mathematical expression.
expects-number = Answer with a number.
expects-quantity = Answer with a number in { $unit }.
expects-text = { $least ->
        [one] Answer in your own words, at most { $most } characters.
       *[other] Answer in your own words, { $least } to { $most } characters.
    }

later-when = <b>{ $task }</b>
    When shall I remind you? It is open until { $deadline }, and others may take the places meanwhile.
later-in-1 = In 1 hour ({ $at })
later-in-3 = In 3 hours ({ $at })
later-evening = This evening ({ $at })
later-set = I'll remind you at { $at }.
later-too-late = It closes before a reminder would help, so it's now or not at all:

decline-why = <b>{ $task }</b>
    Why is it not for you? Your answer decides what I offer you next.
decline-wrong-field = Not my field
decline-pay-too-low = The pay is too low
decline-no-time = No time
decline-unclear = The task is unclear
decline-other = Another reason

offer-full = The last place in { $task } has just gone. /work shows what else is open.
offer-closed = { $task } has closed. /work shows what else is open.
offer-answered = You have answered { $task } already. /earnings shows what became of it.
offer-not-held = You don't hold a place in { $task } any more. What you answered is kept: /work shows whether you can claim it again.
offer-not-open = That offer can no longer be turned down: /work shows where it stands.
offer-more-time-once = You have had more time once already; it's yours until { $until }.
offer-too-many = { $most ->
        [one] You hold { $most } task already; answer it or hand it back first:
       *[other] You hold { $most } tasks already, which is the most. Answer one or hand it back first:
    }
    { $tasks }
list-item = • { $item }

hand-back-sure = Hand <b>{ $task }</b> back? Your place goes to someone else. { $n ->
        [0] You lose nothing.
        [one] The answer that you gave is deleted.
       *[other] The { $n } answers that you gave are deleted.
    }
hand-back-yes = Yes, hand it back
hand-back-no = No, keep it

hold-ended = Your time for <b>{ $task }</b> ended at { $at }. { $n ->
        [0] You hadn't answered anything yet.
        [one] The answer that you gave is kept.
       *[other] The { $n } answers that you gave are kept.
    } { $places ->
        [one] { $places } place is free, so you can claim it again and go on.
       *[other] { $places } places are free, so you can claim it again and go on.
    }
hold-ended-closed = Your time for <b>{ $task }</b> ended at { $at }, and so did the task. I'm sorry that it didn't fit in this time. /work shows what else is open.

command-work = tasks that are open for you
work-held = <b>Yours to answer</b>
    { $lines }
work-held-line = • { $task }: until { $until } (in { $left })
work-open = <b>Open for you</b>
    { $lines }
work-open-line = • { $task }: { $pay }, { $minutes ->
        [one] about { $minutes } minute
       *[other] about { $minutes } minutes
    }, until { $deadline }
work-more = { $n ->
        [one] … and { $n } more. Claim or turn down some of these to see it.
       *[other] … and { $n } more. Claim or turn down some of these to see them.
    }
work-none = There is no open task for you just now; I'll write when one comes. A proven credential opens more of them: add one in /profile.
work-not-joined = To be offered tasks, join first: it takes a few minutes, and you can stop and go on at any time.
work-paused = You are taking a break until { $until }, so nothing new is offered to you. /resume ends the break.
button-go-on-task = Go on: { $task }
button-open-task = { $task } · { $pay }

offer-hours-full = <b>Your hours for this week are full.</b> You set { $limit } a week, with { $left } left. It fits again from { $again }; or raise your hours in /profile.
offer-hours-never = <b>This takes { $needs }, and you set { $limit } a week.</b> If you want it, raise your hours in /profile.
offer-not-for-you = A condition of the client's now keeps <b>{ $task }</b> from you, so it can't be claimed. /work shows what else is open.
offer-kept-apart = <b>{ $task }</b> is kept apart from work that you did lately for another client. You can claim it from { $until } on, if it is still open. /work shows what else is open.
details-languages = <b>In:</b> { $list }
details-languages-proven = <b>In:</b> { $list } ({ $proven })
