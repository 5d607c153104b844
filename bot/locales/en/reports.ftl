# A recruiter's tasks in figures.

command-audience = whom a task would reach
command-stats = all your tasks in figures
audience-which = <b>Whose audience?</b> Tap a task.
audience-none = You have no task that could be sent. Describe one, and I'll say whom it would reach before anything is sent or paid.
audience-of = <b>{ $task }</b>
stats = <b>How it is going</b>
    { $lines }
stats-tasks = Tasks: { $open } open, { $draft ->
        [one] { $draft } draft
       *[other] { $draft } drafts
    }, { $closed } closed
stats-places = Places in open tasks: { $taken } of { $places } taken, { $held } of them being worked on
stats-answers = Answers: { $n }, of which { $accepted } accepted, { $refused } not accepted and { $waiting } waiting for a review
stats-paid = Paid to experts: { $pay }
stats-picture = How your newest tasks fill
stats-picture-failed = The picture of how your tasks fill could not be drawn or sent. The figures in words above are whole; /stats tries again, and if it fails once more, tell whoever runs the service, whose log says why.
stats-picture-bars = Bars: the share of a task's places
stats-picture-offered = Offered
stats-picture-claimed = Claimed
stats-picture-answered = Answered
stats-picture-accepted = Accepted
stats-picture-paid = Paid
stats-picture-open = open: { $left } of { $places } left
stats-picture-closed = { $places ->
    [one] closed: { $places } place
   *[other] closed: { $places } places
}
