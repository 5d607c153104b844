# Rooms: channels that the bot was brought into, and the cards there.

room-button = Post in a channel
room-none = I'm in no channel yet where this task may be posted. In Slack, open the channel and type <code>{ "/" }invite @Callboard</code>, from the account that you write to me with; a private channel works as well. If I'm there already, remove me and invite me again.
room-look-again = Look again
room-which = Where shall the card of <b>{ $task }</b> stand? Everyone in the channel sees it, with the pay; whoever claims it is answered in a direct message.
room-post = Post in { $room }
room-waits = <b>{ $task }</b> will be posted in { $room } when you broadcast it.
room-posted = <b>{ $task }</b> is posted in { $room }. The card there is kept up to date, and says so when it is full or closed.
room-posted-already = <b>{ $task }</b> stands in { $room } already; its card is kept up to date.
room-unlisted = <b>{ $task }</b> is not to be seen by those who don't match, so it can't be posted in a channel. Broadcasting it reaches those who match.
room-task-closed = <b>{ $task }</b> has closed. /help shows what you can do here.
room-gone = I'm no longer in { $room }. Invite me there again first.
room-lost = I was taken out of { $room }, or it was archived, so nothing of mine there can be claimed or kept up to date. Your other messages go on. Invite me again, then post once more.
room-brought = I'm in { $room } now. Post a task there from its draft, or from /tasks.
room-brought-by-nobody = I'm in { $room } now. Only recruiters can have tasks posted by me: if you are to be one, open your invitation first, then remove me there and invite me again.

room-card-terms =
    { $field } · for { $client }
    <b>{ $pay }</b> an answer ({ $hourly } an hour) · { $minutes ->
        [one] about { $minutes } minute
       *[other] about { $minutes } minutes
    }
    { $places ->
        [0] No place left
        [one] { $places } place left
       *[other] { $places } places left
    } · open until { $deadline } (UTC)
    { $level }
room-card-how = Whoever claims it gets the question in a direct message with me.
room-card-full = All places are taken at the moment. If one becomes free, this card says so.

room-welcome = <b>{ $task }</b> is paid work for specialists who have joined. It takes about five minutes; if you match then and a place is free, I'll offer it to you at once.
room-own = <b>{ $task }</b> is your own task, so someone else has to answer it.
room-not-for-you = <b>{ $task }</b> can't be offered to you as things stand.
room-yours-already = <b>{ $task }</b> is yours already.
room-stranger = I'm not in your workspace, so I can't write to you. Ask its admins to install Callboard, then press again.
