# Letting recruiters and reviewers in.

command-invite = invite someone of your team
button-invite = Invite someone

invite-role = Whom do you want to invite?
invite-role-admin = An admin
invite-role-recruiter = A recruiter
invite-role-reviewer = A reviewer
invite-client = For which client will they recruit? Tap one, or write a new name.
invite-whom = { $role } for { $client }
invite-code = <b>Invitation: { $whom }</b>
    Code: <code>{ $code }</code>
    { $links }

    It works once, until { $until }. Pass it on to that person alone. Without a link, they write /start and the code.

command-clients = which clients compete with each other
button-clients = Clients that compete
clients = <b>Clients that compete.</b> Whoever claims a task of the one gets none of the other for so long:
    { $lines }
clients-none = <b>No clients are known to compete.</b> Name two of them, and whoever works for the one is offered no tasks of the other for as long as you say.
clients-line = • { $one } – { $other }: { $n ->
    [one] { $n } day
   *[other] { $n } days
}
clients-add = Name two that compete
clients-end = No longer: { $one } – { $other }
clients-unknown = No client is called “{ $given }”. Tap one, or write the name as its recruiters know it.
clients-same = A client does not compete with itself. Please name another one.
clients-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
rivals-one = Which client? Tap it, or write its name.
rivals-other = Who competes with { $one }?
rivals-days = For how many days does work for the one keep an expert from tasks of the other? Tap, or write a number.
