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
