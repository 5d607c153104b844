# Recruiters: a broadcast that starts later.

schedule-at = When shall <b>{ $task }</b> go out? Tap a time, or write one, such as “tomorrow 9:00” or “9 am Monday”: { $latest } at the latest, so that the work can be done before the deadline.

    Time zone: { $zone }; /timezone changes it.
schedule-form = Send later
schedule-form-at = When shall it go out?
schedule-form-hint = At the latest { $latest }, so that the work can be done before the deadline.
schedule-in-an-hour = In an hour: { $at }
schedule-evening = This evening: { $at }
schedule-tomorrow = Tomorrow: { $at }
schedule-next-week = Next week: { $at }
schedule-after-deadline = That is { $given }, too late for a task whose deadline is { $deadline }: the latest is { $latest }. Choose an earlier time, or edit the deadline first.
schedule-no-time = <b>{ $task }</b> closes at { $deadline }, which leaves no time to send it later. Send it now, or edit its deadline.
schedule-set = <b>{ $task }</b> goes out by itself: <b>{ $at }</b> ({ $zone }).
schedule-then = That is the number now. Who gets it is decided when it goes out, and nobody is woken for it.
schedule-beyond = Its deadline has become { $deadline }: as it is, it won't go out. Choose another time or a later deadline.
schedule-late = <b>{ $task }</b> was to go out at { $at }, but I could not send then. Nothing goes out until you say so; its deadline is { $deadline }.
schedule-now = Send now
schedule-other = Another time
schedule-cancel = Call off
schedule-now-sure = Send <b>{ $task }</b> now, instead of later? What is out can't be taken back.
schedule-now-yes = Yes, send it now
schedule-now-no = No, leave it
schedule-cancel-sure = Call off sending <b>{ $task }</b>? It stays a draft, and you can send it whenever you like.
schedule-cancel-yes = Yes, call it off
schedule-cancel-no = No, leave it
schedule-cancelled = <b>{ $task }</b> won't go out by itself. It is a draft; you'll find it under /tasks.
schedule-none = <b>{ $task }</b> has no time set any more. /tasks shows how it stands.
schedule-not-sent = <b>{ $task }</b> was to go out at { $at }, and nothing was sent. It is a draft again.
schedule-moved-by-other = { $who } has set another time for <b>{ $task }</b>, which you had set to go out later.
schedule-sent-by-other = { $who } has sent <b>{ $task }</b>, which you had set to go out later.
schedule-cancelled-by-other = { $who } has called off <b>{ $task }</b>, which you had set to go out later. It is a draft.
