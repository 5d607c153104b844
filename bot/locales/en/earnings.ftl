# What an expert has earned.

command-earnings = what you have earned, and what is under review
earnings-none = You haven't earned anything yet. Once you have answered a task, its pay and its state are shown here.
earnings-due = <b>Due to you:</b> { $due }
earnings-payday = The next payout is on { $on }.
earnings-waiting-total = <b>Under review:</b> { $pay } ({ $n ->
        [one] { $n } answer
       *[other] { $n } answers
    })
earnings-lines = { $lines }
earnings-waiting = ⏳ { $task }: { $pay }, under review; you'll hear by { $by }
earnings-answer = ✓ { $task }: { $pay }, { $state } (earned { $at })
earnings-time-held = ✓ { $task }: { $pay } for the time you held it, { $state } (earned { $at })
earnings-credit = ✓ Credited to you: { $pay }, { $state } ({ $at })
earnings-test = ✓ Test, { $field }: { $pay }, { $state } (earned { $at })
earnings-accepted = accepted, to be paid out
earnings-accepted-for = accepted, to be paid out on { $on }
earnings-late = accepted, was to be paid out on { $on }
earnings-paid = paid out
earnings-payout = → Paid out to you: { $pay } ({ $at })
payday-promised = It is paid out on { $on }.
payout-told = <b>{ $pay } has been paid out to you.</b>
payout-above-due = No more than { $due } is due.
earnings-rejected = ✗ { $task }: { $pay }, not accepted ({ $at })
earnings-rejected-because = ✗ { $task }: { $pay }, not accepted ({ $at }): { $reason }
earnings-rejected-because-words = ✗ { $task }: { $pay }, not accepted ({ $at }): { $reason } – “{ $words }”
earnings-appealed = ⚖ { $task }: { $pay }, not accepted, but your appeal is being looked at; you'll hear by { $by }
earnings-upheld = ✗ { $task }: { $pay }, not accepted, nor on appeal ({ $at }): { $reason }
earnings-upheld-words = ✗ { $task }: { $pay }, not accepted, nor on appeal ({ $at }): { $reason } – “{ $words }”
button-newer = ← Newer
button-older = Older →
silence-paid = Nobody decided on your answer to <b>{ $task }</b> within { $days ->
        [one] { $days } day
       *[other] { $days } days
    }, so it counts as accepted: { $pay } is yours.
