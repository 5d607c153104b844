# Qualification tests: the announcement, the questions, the result; and their items, for reviewers.

exam-take = Take a test
exam-go-on = Go on with the test
exam-which = Which test?
exam-one = { $field }, level { $level }
exam-announced = <b>Test: { $field }, level { $level }</b>
    { $n ->
        [one] { $n } question
       *[other] { $n } questions
    }, about { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
exam-paid = Paid: <b>{ $pay }</b> when you are done, passed or not, if you answer at least half of it in time.
exam-unpaid = This attempt is not paid: you have been paid for earlier ones.
exam-rules = Each question has its own time, which begins when you see it and runs on if you leave. What runs out counts as wrong. You have a day for all of it.
exam-begin = Begin
exam-changed = This has changed meanwhile:
exam-item = <i>Question { $n } of { $total }</i> · { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }

    <b>{ $asked }</b>
exam-item-listed = <i>Question { $n } of { $total }</i> · { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }

    <b>{ $asked }</b>
    { $options }

    Tap a number, or write it.
exam-item-choices = { exam-item }

    Tap all that apply, then Done. Or write them, separated by commas.
exam-item-choices-listed = { exam-item }
    { $options }

    Tap all that apply, then Done. Or write their numbers, separated by commas.
exam-item-ranking = { exam-item }

    Tap them in order. Or write all of them in order, separated by commas.
exam-item-ranking-listed = { exam-item }
    { $options }

    Tap them in order. Or write their numbers in order, separated by commas.
exam-item-number = { exam-item }

    Write the number.
exam-item-quantity = { exam-item }

    Write the number in { $unit }.
exam-item-rating = { exam-item }

    Tap a place on the scale, or write it.
exam-item-formula = { exam-item }

    Write the chemical formula, such as H2SO4.
exam-option = { $n }. { $option }
exam-after = Time is up for question { $n } of { $total }: it counts as wrong.
exam-leave = <b>Leave the test for now?</b> What you have answered counts. { $seconds ->
        [0] The time for this question is over: it counts as wrong.
        [one] The time for this question runs on: { $seconds } second is left, then it counts as wrong.
       *[other] The time for this question runs on: { $seconds } seconds are left, then it counts as wrong.
    } The next questions wait for you until { $until }; what is open then counts as wrong too.
exam-leave-yes = Yes, leave it for now
exam-leave-no = No, go on
exam-left = You have left the test; its time runs on. You can go on here or in your /profile until { $until }.
exam-next = Next question
exam-see = See the result
exam-passed = <b>Passed: { $field }</b>
    { $right } of { $total } right.
exam-failed = <b>Not passed: { $field }</b>
    { $right } of { $total } right; { $mark }% is needed.
exam-ran-out = { $n ->
    [one] { $n } question ran out of time.
   *[other] { $n } questions ran out of time.
}
exam-interval = Score: { $share }%. By so few questions it is known to within { $low } to { $high }%.
exam-proves = This counts for every task in this field until { $until }.{ $n ->
    [0] { "" }
    [one] { " " }It opens { $n } task: the card is on its way.
   *[other] { " " }It opens { $n } tasks: the cards are on their way.
}
exam-again = You can try again, with other questions where there are some, from { $at }.
exam-booked = { $pay } for your time is in your /earnings.
exam-not-paid = As announced, this attempt is not paid.
exam-too-few = It is not paid: fewer than half of the questions were answered in time.
test-none = There is no test for your field at the moment. “Add a proof” in /profile has the other ways.
test-over = That test is over. /profile shows what you have proven.
test-passed = You have passed this test; it counts until { $until }.
test-wait = You can take this test again from { $at }.

command-items = test questions that good experts fail
items-flagged = <b>{ $name }</b> · { $field }
    Of { $good } who passed, { $hit } got this right ({ $n } answered it in all).

    <b>{ $asked }</b>
    { $options }

    Right by the bank: { $right }
items-retire = Retire it
items-keep = Keep it
items-retired = { $name } is asked no more.
items-kept = { $name } stays.
items-already = { $name } has been decided already.
items-none = There are no test questions. The operator adds them: callboard items import FILE
items-notice = { $n ->
    [one] Good experts fail a test question. Please have a look at it.
   *[other] Good experts fail { $n } test questions. Please have a look at them.
}
items-open = Have a look
items-banks = No test question is in doubt.
    { $lines }
items-bank = • { $field }, level { $level }: { $n ->
        [one] { $n } question
       *[other] { $n } questions
    }
