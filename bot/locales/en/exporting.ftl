# Files to take away: what is stored about a person, the answers to a task.

command-export = a file with all that is stored about you
export-which = Which task's answers do you want as a file?
export-nothing = No task of yours has an answer yet, so there are none to export.
export-me = What is stored about me
export-form = <b>{ $task }</b>: { $n ->
    [one] { $n } answer so far.
   *[other] { $n } answers so far.
} As which file?
export-as-csv = CSV, for a spreadsheet
export-as-jsonl = JSON lines, for a program
export-coming = Your file is being made and comes in a moment.
export-about-you = <b>All that is stored about you</b>, by table, in JSON. What is left out: the codes that we mailed to you, and which answers of tests are right.
export-answers = <b>{ $task }</b>: { $n ->
    [one] { $n } answer.
   *[other] { $n } answers.
} Experts stand in it by number, without their names.
export-unanswered = “{ $task }” has no answer yet. As soon as it has one, it can be exported here.
export-too-many = { $n } answers are too many for a chat, which takes { $most }. Whoever runs the service can have them all: callboard export answers.
export-again = Try again
export-answers-failed = <b>{ $task }</b>: the file with its answers can't be made or sent. Try again; if it fails once more, whoever runs the service sees why in its log, and can have the answers without a chat: callboard export answers.
export-answers-too-large = <b>{ $task }</b>: a file with its answers would be larger than the { $most } MB that can be sent here. Whoever runs the service can have them all: callboard export answers.
export-about-failed = The file with what is stored about you can't be made or sent. Try again; if it fails once more, tell whoever runs the service, whose log says why.
export-about-too-large = A file with all that is stored about you would be larger than the { $most } MB that can be sent here. Ask whoever runs the service for it.
