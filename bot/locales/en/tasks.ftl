# Recruiters: describing a task, drafts, the list of tasks, closing one.

command-newtask = describe a task for experts
command-tasks = your tasks and how they go
button-newtask = New task

newtask-client = For which client is this task?
newtask-title = <b>A new task.</b> What should experts see as its title?
newtask-text = <b>Question { $n }.</b> What do you want to ask? Write it as the expert will read it.
newtask-kind = How is question { $n } answered?
newtask-kind-choice = One of several options
newtask-kind-choices = As many of the options as apply
newtask-kind-number = A number
newtask-kind-text = A short text
newtask-kind-rating = A rating on a scale
newtask-kind-ranking = A ranking, the best first
newtask-kind-pair = The better of two
newtask-kind-formula = A chemical formula
newtask-kind-math = A mathematical expression
newtask-options = Which options are there? Send 2 to 10 of them, one on each line or separated by commas.
newtask-options-number = { $given ->
    [0] I found no option in that.
    [one] That is only one option.
   *[other] That makes { $given } options.
} Please send { $least } to { $most }, one on each line or separated by commas.
newtask-options-long = “{ $option }” is too long for an option: { $most } characters are the most.
newtask-options-twice = “{ $option }” is there twice. Please send the list again with each option once.
newtask-options-exactly = { $given ->
    [0] I found no option in that.
    [one] That is only one option.
   *[other] That makes { $given } options.
} Please send exactly { $least }, one on each line or separated by a comma.
newtask-two = Which two are to be compared? Send both, one on each line or separated by a comma.
newtask-tie = May an expert say that both are equally good?
newtask-tie-no = No, one must be chosen
newtask-tie-yes = Yes
newtask-many = How many of them may be chosen? Tap, or write a number such as 2, or a range such as 1-3.
newtask-many-any = Any number
newtask-many-unclear = I can't read “{ $given }”. Write how many may be chosen, such as 2 or 1-3.
newtask-many-too-many = There are { $n } options, so { $given } can't be chosen. Write { $n } or fewer, or a range such as 1-{ $n }.
newtask-scale = From where to where does the scale go? Tap, or write both ends, such as 1-5.
newtask-scale-ends = { $least } to { $most }
newtask-scale-unclear = I can't read “{ $given }” as a scale. Write both of its ends, the lower one first, such as 1-5; 1,000 is the furthest.
newtask-unit = In which unit should the number be? Write it as in “mg/dL”.
newtask-unit-none = No unit
newtask-length = How many characters may the answer have at most? Up to 1,000.
newtask-more = That was question { $n }. Do you want to ask another one in the same task? { $most } are the most.
newtask-more-no = That's all
newtask-more-yes = Add another question
newtask-field = Who should answer? Name the field in your own words, such as “liver transplants” or “tax law”.
newtask-field-list = Choose from a list
newtask-field-which = That may mean several fields. Which one is it?
newtask-field-likely = Is this the field that you mean?
newtask-field-in = Which of these?
newtask-field-whole = All of { $field }
newtask-field-unknown = I don't know a field called “{ $given }”. Please use other words, or choose from the list.
newtask-field-unknown-in-form = I don't know a field called “{ $given }”. Please use other or broader words. The chat has a list to choose from.
newtask-level = How far must their knowledge be proven in <b>{ $field }</b>? The further down, the stronger the proof, and the fewer the experts.
newtask-form-level = How far must their knowledge of the field be proven? The further down, the stronger the proof, and the fewer the experts.
newtask-minutes = How many minutes does one answer take, all questions together?
newtask-pay = What do you pay for one accepted answer? For { $minutes }, { $least } is the least.
newtask-pay-below-floor = { $given } would be { $hourly } an hour, and { $floor } is the least we allow. For this task that makes at least { $least }. Please send a higher amount, or go back and lower the minutes.
newtask-pay-below-floor-in-form = { $given } would be { $hourly } an hour, and { $floor } is the least we allow. With these minutes that makes at least { $least }: raise the pay here, or lower the minutes above.
newtask-places = That pays <b>{ $hourly } an hour</b>. How many experts should answer? Up to 1,000.
newtask-deadline = It costs at most <b>{ $most }</b>. Until when may it be answered? Tap, or write for example “tomorrow 17:00”.

    Your time zone: { $zone }; /timezone changes it.
newtask-other-clock = Another time zone than { $zone }
newtask-in = In { $length }
newtask-deadline-near = { $given } leaves too little time for the work itself. The earliest is { $earliest }.
newtask-check = <b>Is this right?</b>
    { $lines }

    It costs at most { $most }. Nothing is sent yet.
newtask-done = Yes, show me the card
newtask-line-title = Title
newtask-line-question = Question { $n }
newtask-line-answer = Answer { $n }
newtask-line-more = More questions
newtask-line-more-value = { $n ->
    [one] 1 so far
   *[other] { $n } so far
}
newtask-line-field = Field
newtask-line-level = Proof
newtask-line-minutes = Time
newtask-line-pay = Pay
newtask-line-pay-value = { $pay } for an answer, { $hourly } an hour
newtask-line-places = Places
newtask-line-deadline = Deadline
newtask-line-deadline-value = { $at } ({ $zone } time)
newtask-rule-choice = one of { $options }
newtask-rule-choices = { $many } of { $options }
newtask-rule-rating = a rating from { $least } to { $most }
newtask-rule-ranking = a ranking of { $options }
newtask-rule-pair = the better of { $options }
newtask-rule-number = a number in { $unit }
newtask-rule-text = a text of up to { $most } characters

level-need-0 = Nothing needs to be proven
level-need-1 = A well-formed credential
level-need-2 = Controls a work or university address or a profile, or passed a test
level-need-3 = Listed in a register under their name
level-need-4 = Confirmed by the issuer or a reviewer

draft-preview = This is the card as experts will see it:
draft-reach = <b>{ $total ->
    [one] One expert matches
   *[other] { $total } experts match
}:</b> { $awake } awake now, { $asleep } asleep. It costs at most { $cost }.
draft-reach-few = <b>Fewer than { $few } experts match.</b> With more of them, I'll say how many are awake now and what kind of experts they are. It costs at most { $cost }.
draft-reach-awake = <b>{ $total ->
    [one] One expert matches
   *[other] { $total } experts match
}:</b> most of them are awake now. It costs at most { $cost }.
draft-reach-asleep = <b>{ $total ->
    [one] One expert matches
   *[other] { $total } experts match
}:</b> few of them are awake now. It costs at most { $cost }.
draft-reach-both = <b>{ $total ->
    [one] One expert matches
   *[other] { $total } experts match
}:</b> some are awake now, some asleep. It costs at most { $cost }.
draft-nobody = <b>Nobody matches at the moment.</b> You can open the task all the same: whoever joins and matches gets it.
draft-nobody-but = <b>Nobody matches at the moment.</b> What would change that:
    { $ways }

    You can also open the task as it is: whoever joins and matches gets it.
draft-wider-level = { $n ->
    [under] • Without the proof you ask for: fewer than 3 experts
    [one] • Without the proof you ask for: one expert
   *[other] • Without the proof you ask for: { $n } experts
}
draft-wider-pay = { $n ->
    [under] • With a higher pay: fewer than 3 experts
    [one] • With a higher pay: one expert
   *[other] • With a higher pay: up to { $n } experts
}
draft-wider-field = { $n ->
    [under] • With the broader field: fewer than 3 experts
    [one] • With the broader field: one expert
   *[other] • With the broader field: { $n } experts
}
draft-broadcast = Broadcast
draft-later = Send later
draft-edit = Edit
draft-keep = Save as draft
draft-discard = Throw away
draft-kept = <b>{ $task }</b> is kept as a draft. You'll find it under /tasks.
draft-discard-sure = Throw the draft <b>{ $task }</b> away? This can't be undone.
draft-discard-no = No, keep it
draft-discard-yes = Yes, throw it away
draft-discarded = The draft <b>{ $task }</b> is gone. /newtask starts a new one.

tasks-none = You have no tasks yet. The first one takes about two minutes to describe.
tasks = <b>Your tasks</b>
    { $lines }
tasks-newer = Newer
tasks-older = Older
tasks-line-draft = <b>{ $task }</b> – draft, not sent yet
tasks-line-scheduled = <b>{ $task }</b> – goes out later: { $at }
tasks-line-open = <b>{ $task }</b> – open until { $deadline }: { $claimed } claimed, { $answered } answered, { $accepted } of { $places } accepted
tasks-line-closed = <b>{ $task }</b> – closed: { $claimed } claimed, { $answered } answered, { $accepted } of { $places } accepted

task-show = Show the task
task-details = { $field } · { $level }
    { $pay } for an answer ({ $hourly } an hour) · { $length }
    Deadline: { $deadline }
task-not-draft = <b>{ $task }</b> has been sent already, so it can't be changed any more. /tasks shows how it goes.
task-draft = <b>{ $task }</b> is only a draft: there is nothing to close. /tasks leads to it, to be sent or thrown away.
task-deadline-past = The deadline of <b>{ $task }</b>, { $deadline }, has passed. Tap “Edit: Deadline” and choose a later one.
task-close = Close the task
task-close-sure = Close <b>{ $task }</b>? Nobody can claim it any more, and this can't be undone. { $held ->
    [0] Nobody is at work on it now.
    [one] One expert is at work on it: the time so far is paid.
   *[other] { $held } experts are at work on it: the time so far is paid.
} { $waiting ->
    [0] { "" }
    [one] One answer still waits for your review.
   *[other] { $waiting } answers still wait for your review.
}
task-close-no = No, keep it open
task-close-yes = Yes, close it
task-closed-by-you = <b>{ $task }</b> is closed.
task-closed-deadline = <b>{ $task }</b> has reached its deadline and is closed.
task-closed-full = <b>{ $task }</b> is complete: every place has an accepted answer, so it is closed.
task-totals = { $answered ->
    [0] It was not answered.
    [one] One answer came in, { $accepted } of { $places } places accepted.
   *[other] { $answered } answers came in, { $accepted } of { $places } places accepted.
} Paid: { $paid }.{ $waiting ->
    [0] { "" }
    [one] { " " }One answer waits for /review.
   *[other] { " " }{ $waiting } answers wait for /review.
}
task-closed-held = The client has closed <b>{ $task }</b> while you were at work on it. We are sorry. You held it for { $held }, and that time is paid: <b>{ $pay }</b>.
task-closed-just-claimed = The client has closed <b>{ $task }</b> just after you claimed it. We are sorry; there is nothing you need to do.

newtask-form = New task
newtask-form-client = Client
newtask-form-question = Question
newtask-form-kind = How is it answered?
newtask-form-options = Options, one on each line
newtask-form-two = The two, one on each line
newtask-form-tie = May both be equally good?
newtask-form-many = How many may be chosen?
newtask-form-many-hint = Such as 2 or 1-3. Empty: any number.
newtask-form-scale = Scale
newtask-form-scale-hint = Both ends, such as 1-5.
newtask-form-unit = Unit
newtask-form-length = Most characters
newtask-form-minutes = Minutes
newtask-form-pay = For one accepted answer, in { $currency }. The least is { $floor } an hour: { $least } for { $length }.
newtask-form-places = How many experts should answer? Up to 1,000.
newtask-form-deadline = For example “tomorrow 17:00” or “in 3 hours”. Your time zone: { $zone }; the word “timezone” in our chat changes it.
