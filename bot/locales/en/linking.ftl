# One person on several platforms.

command-link = use the bot on another platform too

link-code = <b>Your code: { $code }</b>
    Write it to the bot from your other account within { $valid }.
    On Telegram: <code>{ "/" }link { $code }</code>
    On Slack: <code>{ "/" }callboard link { $code }</code>

    It works once. Give it to nobody: whoever types it becomes you.
link-done = <b>Your accounts are joined.</b> Tasks, proofs and earnings are the same in both, and you go on here.
link-unknown = That is no code of ours. Write /link on your other account to get one, and type it here as it stands there.
link-expired = That code was good for ten minutes, which have passed. Write /link on your other account for a new one.
link-used = That code has been used, and works only once. Write /link on your other account for a new one.
link-own = That is the code from this very account. Type it to the bot on your other platform.
link-already = These accounts are joined already.
link-too-many = Those were too many wrong codes. Please wait { $wait }, then write /link on your other account for a new one.
link-same-place = Both accounts are on the same platform, and one person has one account there. Use the code on another platform.
link-both = Both accounts have a history here already: tasks taken, given out or reviewed. Those can't be made one. Go on with the one that you use more; /forget deletes the other.
link-redeemed = <b>Your code was just used on { $platform }</b>, by { $name }. That account is you from now on: it sees your tasks and earnings, and acts in your name.
    If that wasn't you, part the accounts at once. Then tell whoever runs this bot.
link-nameless = an account without a name
link-part = That wasn't me: part them
link-parted = <b>Parted.</b> The account on { $platform } is somebody else's again and sees nothing of yours. Look at /profile and /earnings, and tell whoever runs this bot if anything there isn't yours.
link-parted-you = <b>Parted.</b> This account is its own again and begins with nothing. What was done before the code was used stays with the other account; tell whoever runs this bot if something of yours is there.
link-parted-before = These accounts are not joined any more.
platform-telegram = Telegram
platform-slack = Slack
