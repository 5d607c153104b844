# Recruiters and reviewers: deciding on answers and on documents.

command-review = review what has come in
button-review = Review answers

review-which = Several things wait. Which first?
review-answers = { $n ->
    [one] One answer
   *[other] { $n } answers
}
review-documents = { $n ->
    [one] One document
   *[other] { $n } documents
}
review-appeals = { $n ->
    [one] One appeal
   *[other] { $n } appeals
}
review-none = No answers wait for a review. I'll tell you when one comes in.
review-notice = { $n ->
    [one] One answer waits for your review.
   *[other] { $n } answers wait for your review.
}
review-notice-none = All answers so far have been reviewed.
review-answer = <b>{ $task }</b>
    { $expert } · { $proof } · took { $took }
review-question = <b>{ $n }. { $question }</b>
    { $answer }
review-more = { $n ->
    [one] One more waits.
   *[other] { $n } more wait.
}
review-level-0 = nothing proven in the field
review-level-1 = a well-formed credential
review-level-2 = address or profile proven
review-level-3 = listed in a register
review-level-4 = confirmed
review-someone = Someone
review-accept = Accept
review-reject = Reject
review-skip = Skip
review-whole = Show all of it
review-accepted = ✓ Accepted: { $expert } is paid { $pay }.
review-rejected = ✗ Rejected: { $expert } has been told why, and the place is free again.
review-rejected-closed = ✗ Rejected: { $expert } has been told why.
review-own = That is your own answer. Someone else has to decide on it.
review-decided = That answer has been decided already. /review shows what still waits.
review-already-accept = { $by } has accepted that answer already.
review-already-reject = { $by } has rejected that answer already.
review-withdrawn = That answer waits no longer.

reject-reason = Why is this answer not accepted? The expert is told.
reject-reason-wrong = It is wrong
reject-reason-incomplete = It is incomplete
reject-reason-off-topic = It doesn't answer the question
reject-reason-copied = It is copied
reject-reason-unreadable = It can't be understood
reject-words = <b>{ $reason }.</b> Do you want to add a few words for the expert? What exactly was missing helps them most.
reject-words-none = No, that's enough

review-told-accepted = Your answer to <b>{ $task }</b> has been accepted: <b>{ $pay }</b> is yours. Thank you!
review-told-rejected = Your answer to <b>{ $task }</b> was not accepted.
    Reason: { $reason }.
review-told-rejected-words = Your answer to <b>{ $task }</b> was not accepted.
    Reason: { $reason }.
    The reviewer writes: “{ $words }”
review-told-others = Your other answers are not touched by this, and other tasks stay open to you.

command-documents = look at documents that experts sent
proof-none = No documents wait. I'll tell you when one comes in.
proof-notice = { $n ->
    [one] One document waits for your eyes.
   *[other] { $n } documents wait for your eyes.
}
proof-notice-none = All documents so far have been looked at.
proof-open = Look at documents
proof-card = <b>{ $person }</b> claims: { $field }
    { $kind }: { $name }
    The file: { $mime }, { $size } KB
proof-unnamed = file without a name
proof-shown-by-others = { $n ->
    [one] ⚠ Someone else has sent exactly the same file.
   *[other] ⚠ { $n } other people have sent exactly the same file.
}
proof-more = { $n ->
    [one] One more waits.
   *[other] { $n } more wait.
}
proof-confirm = { $months ->
    [one] Confirm · 1 month
   *[other] Confirm · { $months } months
}
proof-reject = Reject
proof-confirmed = ✓ Confirmed for { $person }.{ $files ->
        [0] { "" }
       *[other] { " " }The file has been deleted. What you see of it in this chat is a copy: please delete that as well.
    }
proof-rejected = ✗ Not confirmed: { $person } has been told why.{ $files ->
        [0] { "" }
       *[other] { " " }The file has been deleted. What you see of it in this chat is a copy: please delete that as well.
    }
refuse-reason = What is wrong with what { $about } shows?
refuse-nothing = Nothing: back to it
proof-reason-unreadable-button = It can't be read
proof-reason-unreadable = It can't be read. A sharper photo or a PDF would do.
proof-reason-name-differs-button = The name differs
proof-reason-name-differs = The name on it isn't the one in your profile. A document in that name would do, or one that shows the change of name.
proof-reason-expired-button = It has expired
proof-reason-expired = It has expired. The current one would do.
proof-reason-wrong-field-button = It doesn't show this field
proof-reason-wrong-field = It doesn't show this field. A diploma or a licence for the field would do.
proof-reason-altered-button = It looks altered
proof-reason-altered = It looks altered. The original, unchanged, would do.
proof-already = Another reviewer has decided on that document already.
proof-already-withdrawn = That document waits no longer.
proof-told-confirmed = <b>Your document is confirmed</b>: { $field } is proven until { $until }. The file has been deleted. { $opened ->
    [0] { "" }
    [one] One more task is open to you now; its card follows.
   *[other] { $opened } more tasks are open to you now; their cards follow.
}
proof-told-rejected = Your document for <b>{ $field }</b> couldn't be confirmed; the file has been deleted.

reject-form = Reject the answer
reject-form-reason = Reason
reject-form-words = A few words for the expert
reject-form-words-hint = What exactly was missing helps them most.
proof-register-card = <b>{ $person }</b> claims: { $field }
    Number <code>{ $number }</code> in: { $register }
    Look for: { $look }. The name must be this person's.
proof-register-open = Open the register
proof-refused-before = { $n ->
    [one] ⚠ One claim of this person in this field has failed before.
   *[other] ⚠ { $n } claims of this person in this field have failed before.
}
proof-second = { $by } has confirmed it. It opens well-paid tasks, so it takes a second pair of eyes.
proof-confirmed-first = ✓ Noted for { $person }. It opens well-paid tasks, so another reviewer looks at it too.
proof-reason-not-listed-button = It isn't listed
proof-reason-not-listed = The register doesn't list that number. Please check it, or send your licence as a document.
proof-reason-not-active-button = It isn't active
proof-reason-not-active = The register lists it as not active. An active licence would do.
proof-told-listed = <b>The register lists you</b>: { $field } is proven until { $until }. { $opened ->
    [0] { "" }
    [one] One more task is open to you now; its card follows.
   *[other] { $opened } more tasks are open to you now; their cards follow.
}
proof-told-unlisted = Your licence for <b>{ $field }</b> couldn't be confirmed.
command-proofs = proofs that stand, and taking one back
doubts = <b>Proofs that stand</b>, the newest first. Tap one to take it back; <code>/proofs NAME</code> finds someone's.
doubts-none = No standing proof is to be found.
doubt-proof = { $person } · { $field } · { $kind }
revoke-reason = Why is it taken back? { $about }
revoke-nothing = It stands: back
doubt-told = Your proof for <b>{ $field }</b> has been taken back, so it counts no longer for new tasks.
doubt-told-again = If you believe that this is a mistake, show it again: another reviewer can look at it.
doubt-done = { $n ->
    [0] Taken back; the expert has been told why. No recent answer rests on it.
    [one] Taken back; the expert has been told why. One recent answer rests on it, and its recruiter has been told.
   *[other] Taken back; the expert has been told why. { $n } recent answers rest on it, and their recruiters have been told.
}
doubt-answers = ⚠ A proof of <b>{ $expert }</b> was taken back. Please look again at the answers of the last 90 days that rest on it:
    { $lines }
doubt-task = • { $task }: { $n ->
    [one] { $n } answer
   *[other] { $n } answers
}
review-doubt = ⚠ A proof of this expert in this field was taken back.
refuse-form = Reject the proof
revoke-form = Take the proof back
proof-words = The reviewer writes: “{ $words }”
proof-beside = ✓ Proven besides: { $kind } ({ $source })
proof-name-found = ✓ The document's text has the name “{ $name }”: { $reason }
proof-name-missing = ⚠ The document's text doesn't have this person's name.
proof-valid-until = It says that it is valid until { $until }.
proof-run-out = ⚠ It says that it ran out: { $until }.
proof-certificate = It is to be “{ $title }”, issued by { $issuer }.
proof-certificate-number = Its number: <code>{ $number }</code>
proof-certificate-until = The expert says that it is valid until { $until }.
proof-certificate-over = ⚠ The expert says that it was valid until { $until }: it has run out meanwhile.
proof-certificate-no-end = The expert says that it has no last day.
proof-number-of-others = { $n ->
    [one] ⚠ Someone else has claimed a certificate with the same number.
   *[other] ⚠ { $n } other people have claimed a certificate with the same number.
}
proof-confirm-until = Confirm · until { $until }
proof-over = What was shown has run out meanwhile, so it can't be confirmed any more.
proof-told-name = <b>Your name is confirmed</b>: { $field }, until { $until }. The file has been deleted. From now on registers and documents are compared with this name; by itself it opens no task.
proof-name-is-profiles = ✓ In the profile stands “{ $own }”: { $reason }
proof-name-is-another = ⚠ In the profile stands another name, “{ $own }”: { $reason } Confirm it only if the document shows that both are the same person's.
proof-name-confirmed = ✓ Confirmed from an official document: the name “{ $name }”.
proof-other-name-confirmed = ⚠ Confirmed from an official document: the name “{ $name }”. In the profile stands another, “{ $own }”.
proof-name-of-others = { $n ->
    [one] ⚠ Someone else has claimed exactly this name.
   *[other] ⚠ { $n } other people have claimed exactly this name.
}
proof-language = It is to be { $title }, which shows { $level } or better in the Common European Framework.
proof-language-scores = What results are worth: IELTS 4 to 5 is B1, 5.5 to 6.5 B2, 7 to 8 C1, 8.5 and more C2; TOEFL iBT 42 to 71 is B1, 72 to 94 B2, 95 to 113 C1, 114 and more C2.
proof-reason-wrong-level-button = It doesn't show this level
proof-reason-wrong-level = It doesn't show this level of the language. A certificate for the level would do; or claim the level that it shows.
