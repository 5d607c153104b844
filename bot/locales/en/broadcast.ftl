# Recruiters: sending a task, the live picture, halting and cancelling.

command-broadcast = send a task to the experts who match

broadcast-which = Which one? A draft is shown once more before it is sent.
broadcast-none = There is nothing to send yet. Describe a task first.
broadcast-draft = Send: { $task }
broadcast-scheduled = Set for later: { $task }
broadcast-running = Look at: { $task }
broadcast-already = <b>{ $task }</b> is being sent already; it goes to nobody twice.
broadcast-started = <b>{ $task }</b> is on its way. The message below shows how it goes, as it happens.
broadcast-started-nobody = <b>{ $task }</b> is open, but nobody matches yet. Whoever joins and matches gets it.
broadcast-wider = What would reach more, in another task:
    { $ways }
broadcast-cancel-sure = Stop sending <b>{ $task }</b> for good? This can't be undone. { $queued ->
    [0] All cards are out already.
    [one] One card that has not gone out never will.
   *[other] { $queued } cards that have not gone out never will.
} { $sent ->
    [0] { "" }
    [one] One expert has the card and may still claim it; only closing the task ends that.
   *[other] { $sent } experts have the card and may still claim it; only closing the task ends that.
}
broadcast-late = <b>{ $task }</b> has stood still since { $since }, and not all of its cards are out. Nothing more goes out until you say so; it is open until { $deadline }.
broadcast-late-yes = Go on sending
broadcast-cancel-no = No, go on sending
broadcast-cancel-yes = Yes, stop for good
broadcast-kept = Nothing has changed: <b>{ $task }</b> goes on.
broadcast-cancelled = <b>{ $task }</b> goes to nobody else. Who has the card may still claim it until you close the task.
broadcast-ended = That broadcast has ended and can't be changed any more. /tasks shows how it went.

funnel-title = <b>{ $task }</b>
funnel-sending = Cards are going out.
funnel-out = All cards are out. Open until { $deadline }.
funnel-nobody = Nobody matches yet. Whoever joins and matches gets it.
funnel-paused = { $queued ->
    [0] Paused by you. All cards found so far are out.
    [one] Paused by you. One card waits until you resume.
   *[other] Paused by you. { $queued } cards wait until you resume.
}
funnel-cancelled = { $sent ->
    [one] Stopped by you. One expert has the card and may still claim it.
   *[other] Stopped by you. { $sent } experts have the card and may still claim it.
}
funnel-closed = Closed at { $at }.
funnel = Queued: <b>{ $queued }</b>
    Sent: <b>{ $sent }</b>
    Tapped: <b>{ $tapped }</b>
    Claimed: <b>{ $claimed }</b>
    Answered: <b>{ $answered }</b>
    Accepted: <b>{ $accepted }</b> of { $places }
    Paid: <b>{ $paid }</b>
funnel-asleep = { $n } sleep, the first until { $until }.
funnel-few-asleep = Whoever is asleep gets the card on waking.
funnel-lost = { $n ->
    [one] One can't be reached any more.
   *[other] { $n } can't be reached any more.
}
funnel-to-review = { $n ->
    [one] One answer waits for your review.
   *[other] { $n } answers wait for your review.
}
funnel-pause = Pause
funnel-resume = Resume
funnel-cancel = Stop sending
