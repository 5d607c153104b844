# Answering a task: its questions, the summary, and what is wrong with an answer.

answering-head = <i>Question { $n } of { $total }</i> · { $place } · { $task }

    <b>{ $asked }</b>
answering-choice = { answering-head }
answering-choice-listed = { answering-head }
    { $options }

    Tap one, or write its number.
answering-choices = { answering-head }

    Choose { $many }: tap each of them, then Done. Or write them, separated by commas.
answering-choices-listed = { answering-head }
    { $options }

    Choose { $many }: tap each of them, then Done. Or write their numbers, separated by commas.
answering-number = { answering-head }

    Write the number.
answering-quantity = { answering-head }

    Write the number in { $unit }.
answering-text = { answering-head }

    Write your answer in one message, { $most } characters at most.
answering-rating = { answering-head }

    Tap or write a whole number on the scale { $scale }.
answering-ranking = { answering-head }

    Tap them in order, the best first. Or write all of them in order, separated by commas.
answering-ranking-listed = { answering-head }
    { $options }

    Tap them in order, the best first. Or write their numbers in order, separated by commas.
answering-pair = { answering-head }

    Which is better? Tap it, or write it.
answering-pair-listed = { answering-head }
    { $options }

    Which is better? Tap it, or write its number.
answering-formula = { answering-head }

    Write the chemical formula, such as H2SO4 or Ca(OH)2.
answering-math = { answering-head }

    Write the expression, such as (x-1)(x+1), sqrt(2) or \frac{ "{" }1{ "}" }{ "{" }2{ "}" }.
answering-reading = <b>{ $task }</b>
    One moment: your expression is being worked out. Then you'll see all your answers.
answer-being-read = That is still being worked out. It takes a few seconds; you'll see it here.
answer-asked-again = I'll ask you again once you have answered the other questions.
answer-unread = Question { $n }:
answer-chosen = ☑ { $option }
answer-not-chosen = ☐ { $option }
answer-done = Done
answer-ranked = { $n } · { $option }
answer-undo = Undo the last one
answer-tie = Both equally good
answer-rated = { $value } (from { $least } to { $most })
choices-any = any number of them
choices-exactly = { $n ->
    [one] one
   *[other] { $n }
}
choices-between = { $least } to { $most }
answering-place-held = yours until { $until }
answering-place-lost = your place is gone, your answers are kept
answering-lapsed = Your time for <b>{ $task }</b> has run out, and your place in it is gone. { $n ->
        [0] You hadn't answered anything yet.
        [one] The answer that you gave is kept.
       *[other] The { $n } answers that you gave are kept.
    } /work shows whether you can claim it again, and what else is open.
answering-again = <b>{ $task }</b>
    Your time ended before you had submitted, but every answer is kept. { $places ->
        [0] All places are taken at the moment. If one becomes free, this button takes it, and you can submit.
        [one] { $places } place is free: claim it, and submit.
       *[other] { $places } places are free: claim one, and submit.
    }
answering-summary = <b>Your answers</b> · { $place } · { $task }

    { $lines }

    Is everything right? Once submitted they can't be changed.
answering-label = Question { $n }
answering-line = { $asked }
    → { $answer }
answering-submitted = <b>{ $task }</b>: your answer is in, thank you. You'll hear within { $days ->
        [one] { $days } day
       *[other] { $days } days
    } at most; on acceptance you are paid { $pay }.
answering-closed = <b>{ $task }</b> has closed meanwhile, so your answers are no longer needed. If it was closed while you held it, the time is paid: see /earnings.
answering-leave = Put <b>{ $task }</b> aside? { $n ->
        [0] What you have begun is deleted.
        [one] The answer that you gave is deleted.
       *[other] The { $n } answers that you gave are deleted.
    } This can't be undone.

    { $place }
answering-leave-yes = Yes, delete what I answered
answering-leave-again = Start again
answering-leave-held = Your place stays yours until { $until }, and /work leads back to it. If you don't want it any more, please hand it back, so that someone else can have it.
answering-leave-lost = You don't hold a place in it any more; /work shows whether you can claim one again.
answering-left = <b>{ $task }</b>: what you answered is deleted. { $place }
answering-left-nothing = <b>{ $task }</b>: you had answered nothing yet, so nothing is lost. { $place }
button-submit = Submit

answer-no-words = Please answer in words, not only with signs.
number-not-a-number = I can't read “{ $given }” as a number. Write it with digits, for example 12.5 or ١٢٫٥.
number-not-a-whole-number = I can't read “{ $given }” as a number. Write it with digits, for example 12 or ١٢.
number-ambiguous = “{ $given }” can be read in two ways. Do you mean { $one } or { $other }? Please write it like that.
number-out-of-range = That number is too long to be meant. Please check it and send it again.
number-wrong-unit = The answer is wanted in { $unit }, and that is in { $given }. Please convert it and send the number.

choices-unknown = “{ $given }” is none of the options. Write an option's words or its number; where several are asked for, put commas between them.
choices-too-few = { $least ->
    [one] Please choose at least one.
   *[other] Please choose at least { $least }.
}
choices-too-many = { $most ->
    [one] Please choose only one.
   *[other] Please choose at most { $most }.
}
ranking-incomplete = { $n ->
    [one] Please name it once.
   *[other] Please name all { $n }, each once, the best first.
}
formula-unreadable = I can't read “{ $given }” as a chemical formula. Write it like H2SO4 or Ca(OH)2, with large and small letters as they are.
math-unreadable = I can't read “{ $given }” as an expression. Write it like (x-1)(x+1), sqrt(2) or \frac{ "{" }1{ "}" }{ "{" }2{ "}" }.
math-too-long = An expression may have { $most } characters at most.
math-too-slow = That expression takes too long to work out. Please simplify it.
