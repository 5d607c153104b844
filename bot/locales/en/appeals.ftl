# A rejected answer is looked at by somebody else: the expert's side, then the reviewer's.

appeal-possible = If you think that it should count, you can appeal until { $until }: someone other than this reviewer then decides.
appeal-button = Appeal
appeal-button-of = Appeal: { $task }
appeal-words = Why do you think that your answer to <b>{ $task }</b> should count? A few words help whoever looks at it now, and it works without any. You can appeal once, until { $until }.
appeal-words-none = Send without words
appeal-form = Appeal
appeal-form-words = Why should it count?
appeal-form-words-hint = A few words help whoever looks at it now. You may leave this empty.
appeal-made = Your appeal about <b>{ $task }</b> is on its way: someone other than the first reviewer decides, for good. You'll hear by { $by }; after that silence counts as a yes, and { $pay } is yours.
appeal-made-nobody = Your appeal about <b>{ $task }</b> is kept. To be honest: at the moment nobody but the first reviewer decides for this client, and they may not decide on it again. They have been asked to let someone else in. If nobody has decided by { $by }, your answer counts as accepted, and { $pay } is yours.
appeal-left = Nothing has been sent. You can still appeal about <b>{ $task }</b> until { $until }.
appeal-waits = You have appealed about <b>{ $task }</b> already ({ $at }), and once is all it takes. You'll hear by { $by }; after that silence counts as a yes, and { $pay } is yours.
appeal-late = It could be appealed until { $until }. By now the decision stands; other tasks stay open to you.
appeal-not-rejected = Nothing about this answer is rejected, so there is nothing to appeal. /earnings shows how it stands.
appeal-told-accepted = Your appeal was right: your answer to <b>{ $task }</b> is accepted after all, and <b>{ $pay }</b> is yours. Thank you for speaking up!
appeal-told-upheld = Someone else has looked at your answer to <b>{ $task }</b>: it stays not accepted, and that is final.
    Reason: { $reason }.
appeal-told-upheld-words = Someone else has looked at your answer to <b>{ $task }</b>: it stays not accepted, and that is final.
    Reason: { $reason }.
    The reviewer writes: “{ $words }”
appeal-silence = Nobody decided on your appeal about <b>{ $task }</b> within { $days ->
        [one] { $days } day
       *[other] { $days } days
    }, so your answer counts as accepted: { $pay } is yours.

appeal-open = Look at appeals
appeal-notice = { $n ->
    [one] One appeal waits for you: an expert asks you to look again at an answer that someone else rejected.
   *[other] { $n } appeals wait for you: experts ask you to look again at answers that someone else rejected.
}
appeal-notice-none = All appeals so far have been decided.
appeal-none = No appeals wait for you.
appeal-card = <b>Appeal:</b> someone else rejected this answer. You decide, for good.
appeal-card-rejected = Rejected { $at }: { $reason }.
appeal-card-rejected-words = Rejected { $at }: { $reason }.
    The first reviewer writes: “{ $words }”
appeal-card-words = The expert writes: “{ $words }”
appeal-card-no-words = The expert adds no words.
appeal-card-until = Undecided by { $by }, it counts as accepted.
appeal-accept = Accept after all
appeal-uphold = Stays rejected
appeal-upheld = ✗ It stays rejected: { $expert } has been told why.
appeal-beyond = Every place had gone to others meanwhile, so this is paid beside them.
appeal-own-rejection = You rejected that answer yourself, so someone else has to decide on the appeal.
appeal-decided = That appeal has been decided already. /review shows what still waits.
appeal-already-silence = Nobody decided on that appeal in time, so the answer counts as accepted.
appeal-needs-another = An expert appeals against the rejection of an answer to <b>{ $task }</b>. It takes someone other than whoever rejected it, and so far nobody else decides for this client. Please let someone in: without a decision by { $by } it counts as accepted, and { $pay } is paid.
appeal-overruled = An answer to <b>{ $task }</b> that you had not accepted was looked at once more: its expert appealed, and whoever decided on that accepts it after all. It is paid.
    Your reason was: { $reason }.
appeal-overruled-words = An answer to <b>{ $task }</b> that you had not accepted was looked at once more: its expert appealed, and whoever decided on that accepts it after all. It is paid.
    Your reason was: { $reason }. You wrote: “{ $words }”
appeal-overruled-silence = An answer to <b>{ $task }</b> that you had not accepted counts after all, and is paid: its expert appealed, and nobody else decided on that within { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
    Your reason was: { $reason }.
appeal-overruled-silence-words = An answer to <b>{ $task }</b> that you had not accepted counts after all, and is paid: its expert appealed, and nobody else decided on that within { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
    Your reason was: { $reason }. You wrote: “{ $words }”
appeal-overruled-because = The expert had written: “{ $words }”
appeal-overruled-kindly = Two people may well see one answer in two ways. There is nothing for you to do, and nothing is held against you.
appeal-stuck = { $n ->
    [one] One appeal against an answer that you rejected waits for another reviewer, and so far there is nobody else.
   *[other] { $n } appeals against answers that you rejected wait for another reviewer, and so far there is nobody else.
} Undecided for too long, they count as accepted.
uphold-reason = Why does this answer stay rejected? The expert is told, and it is final.
uphold-form = Reject for good
