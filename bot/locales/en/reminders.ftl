# Reminders: what they say, and how they are put off and stopped.

command-reminders = which reminders you get
reminder-hold-ends = <b>{ $task }</b> is yours until { $until }: { $left } left.
reminder-later = You asked me to remind you of <b>{ $task }</b> ({ $pay }). { $places ->
        [one] { $places } place is left
       *[other] { $places } places are left
    }, and it is open until { $deadline }.
reminder-offer-closes = <b>{ $task }</b> ({ $pay }) closes at { $deadline }, in { $left }. { $places ->
        [one] { $places } place is left.
       *[other] { $places } places are left.
    }
reminder-onboarding = You had begun to join, and everything that you answered is kept. { $n ->
        [0] Only your last look at it is left.
        [one] One step is left.
       *[other] { $n } steps are left.
    }
reminders-several = <b>{ $n ->
        [one] { $n } reminder
       *[other] { $n } reminders
    }</b>
reminder-snoozed = All right: I'll remind you at { $at }.
reminders-stopped = I won't send you these any more:
    { $kinds }
    /reminders switches them on again.
reminders = <b>Your reminders</b>
    { $lines }

    In your quiet hours nothing comes that can wait.
reminders-on = ✓ { $kind }
reminders-off = ✗ { $kind } (off)
reminder-kind-hold-ends = Before the time for a claimed task ends
reminder-kind-offer-closes = Before an offer that I put off closes
reminder-kind-onboarding = When joining is left unfinished
reminder-kind-later = When I asked to be reminded of an offer
button-go-on = Go on
button-see-task = See: { $task }
button-snooze = Again in { $length }
button-stop-these = Stop these
button-undo = Undo
button-switch-on = On: { $kind }
button-switch-off = Off: { $kind }
reminder-proof-expires = Your proof for { $field } ({ $kind }) holds until { $until }. Please show it again before then: afterwards tasks that ask for it are no longer offered to you. What you have in hand goes on.
button-show-proof = Show again: { $field }
reminder-kind-proof-expires = A month before a proof runs out
proof-lapsed = <b>A proof of yours for { $field } has run out.</b> Tasks that ask for it are no longer offered to you until you show it again; what you have in hand goes on as agreed.
reminder-appeal-waits = { $n ->
        [one] An appeal has been waiting for your decision since { $at }. Undecided by { $by }, it counts as accepted and is paid.
       *[other] { $n } appeals wait for your decision, the oldest since { $at }. Undecided by { $by }, that one counts as accepted and is paid.
    }
reminder-kind-appeal-waits = When an appeal waits long for my decision
