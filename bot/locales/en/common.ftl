# Said everywhere: progress, buttons, what is wrong with an answer.

progress = <i>Step { $n } of { $of }</i>
summary-line = <b>{ $label }:</b> { $value }

duration-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
duration-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
duration-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}

button-back = ← Back
button-cancel = Cancel
button-edit = Edit: { $what }
button-start = Start
kept-button = Leave it: { $now }
button-help = Help
button-work = Open tasks
button-earnings = Earnings
button-tasks = My tasks

talk-stale = That question is behind us. Here is where we are:
talk-over = That conversation has ended, so this button does nothing any more. /help shows what you can do.
talk-nothing-open = There is nothing open to go back to. /help shows what you can do.
talk-cancel-sure = Throw away what you have answered here? This can't be undone.
talk-cancel-yes = Yes, throw it away
talk-cancel-no = No, go on
talk-cancelled = Thrown away. /help shows what you can do next.
talk-cancelled-nothing = All right, nothing has changed. /help shows what you can do.

answer-not-offered = Please tap one of the buttons below, or write what it says.
answer-not-words = Please write the answer as a text message.
answer-not-a-file = Please send a file or a photo: tap the paper clip.
answer-tap-below = If it is all right, tap the first button or write “yes”. To change a line, tap its Edit button.
answer-too-short = { $least ->
    [one] Please write something.
   *[other] Please write at least { $least } characters; that was { $given }.
}
answer-too-long = That is { $given } characters; { $most } is the most. Please shorten it and send it again.
number-not-whole = Please send a whole number; { $given } has a fraction.
number-too-small = { $given } is too small: { $least } is the least.
number-too-large = { $given } is too large: { $most } is the most.
money-too-small = { $given } is too little: the least is { $least }.
money-too-large = { $given } is too much: the most is { $most }.
money-too-fine = That amount has more decimal places than { $currency } has. Please round it and send it again.
moment-past = That is { $given }, which has already passed. Please send a time to come.
moment-too-far = That is too far ahead: the latest is { $latest }.
moment-unclear = I couldn't read that as a time. Write for example “tomorrow 17:00”, “in 3 hours” or “{ $example }”.

help = <b>What you can do</b>
    { $lines }

    Within a conversation, /back returns to the question before and /cancel ends it.
help-line = /{ $command } – { $does }
command-help = what you can do here
command-back = return to the question before
command-cancel = end this conversation
command-unknown = I don't know /{ $word }. These are the ways on:
nothing-asked = Thank you, but I'm not waiting for an answer just now. These are the ways on:
nothing-asked-file = Thank you, but I'm not waiting for a file just now, so I haven't kept it. These are the ways on:
button-old = This button is from an older message and does nothing any more. These are the ways on:
something-failed = Something went wrong on our side. What you sent is kept, and we have been told. Please try once more, or write /help.
inspect-file-failed = The file couldn't be fetched. Please send it once more; up to 20 MB is fine.

gone = That no longer exists.
not-yours = That is someone else's and works only for them. /help shows what you can do here.
staff-only = That is for recruiters. If you are one, ask your admin for an invitation link.

form-open = Fill in a form
form-submit = Done
form-required = Please fill this in.
form-not-opened = The form couldn't be opened. You can answer here, one question after the other.
form-over = What this form was for is over: it was sent before, or ended in the meantime. Nothing more was done with it. /help shows what you can do.
