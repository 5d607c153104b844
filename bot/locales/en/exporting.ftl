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
