# What is kept, and leaving for good.

command-forget = delete all that is stored about you
privacy-forget-sure = <b>Delete everything about you?</b>
    <b>Deleted:</b> your name, contact, field, proofs and their files, terms, messages and reminders. What you hold is handed back.
    <b>Kept, without your name:</b> answers that you have submitted, the amounts in the accounts, and the dates of decisions.

    This can't be undone.
privacy-forget-due = You are still due:
    { $amounts }
    Nobody can be paid without a name, so wait for the payout if you want it.
privacy-forget-waiting = { $n ->
    [one] { $n } answer of yours is under review and would not be paid.
   *[other] { $n } answers of yours are under review and would not be paid.
}
privacy-forget-yes = Yes, delete everything
privacy-forget-no = No, keep it
privacy-kept = Nothing has been deleted.
privacy-forgotten = <b>It is done.</b> Everything about you is deleted. What stays has no name: answers submitted, amounts in the accounts, dates of decisions. This chat's address goes too, right after this message.

    Thank you for your time with us. If you ever want to come back, write /start: we'll meet for the first time.
