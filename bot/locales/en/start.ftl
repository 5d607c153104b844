# The first thing that anyone writes: invitations, coming back, the ways on.

command-start = join, or go on where you left off
start-welcome-back = <b>Welcome back.</b> Nothing you answered is lost. Here is where we are:
start-expert = Hello { $name }. You're all set. What would you like to do?
start-staff = This is what you can do here. /language and /timezone set how I write to you, and /help lists everything.
start-join = Join as an expert too
start-welcome-admin = <b>Welcome.</b> You are now an admin: you can invite people, and do all that recruiters and reviewers can.
start-welcome-recruiter = <b>Welcome.</b> You are now a recruiter for { $client }. The first step is a task: tap <b>New task</b> or write /newtask.
start-welcome-reviewer = <b>Welcome.</b> You are now a reviewer: you check credentials and answers. Write /review to see what is waiting.
start-house = all clients

start-way-start = Join as an expert
start-way-help = What can I do here?
start-way-work = Open tasks
start-way-profile = My profile
start-way-earnings = Earnings
start-way-invite = Invite someone
start-way-newtask = New task
start-way-tasks = My tasks
start-way-audience = Who can be reached
start-way-review = Review
start-way-stats = How it is going

invitation-unknown = I don't know that invitation code. Please open the link once more, or copy the code exactly as you got it. Without a code you can join as an expert.
invitation-used = That invitation has been used already: each works once. Please ask whoever sent it for a new one.
invitation-expired = That invitation has expired: each lasts a week. Please ask whoever sent it for a new one.
invitation-too-many = Those were too many wrong codes. Please wait { $wait } and try again, or ask whoever invited you for a new link.
