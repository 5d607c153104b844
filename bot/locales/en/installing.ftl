# Installing the app into a workspace: pages for whoever does it, and what admins are told.

slack-install-done = Callboard is installed in { $team } and ready. Open it in Slack and say hello, or type /callboard anywhere.
slack-install-soon = Callboard is installed in { $team }. Slack does not answer just now, so it will be connected in a few minutes; there is nothing more for you to do.
slack-install-denied = You did not allow it, so nothing was installed and nothing was kept. If that was not what you meant, start again.
slack-install-browser = This page was not reached from the browser in which the installation began, so nothing was installed. Start again here, with cookies allowed.
slack-install-state = This installation took longer than ten minutes, or was already finished once. Nothing was changed. If Callboard is not in your workspace yet, start again.
slack-install-code = Slack did not confirm this installation, so nothing was installed. Start again; if it happens twice, ask whoever sent you here to run “callboard doctor”.
slack-install-org = Callboard is installed into one workspace at a time, not into a whole organisation, so nothing was kept. Start again and choose a workspace; repeat that for each one that needs it.
slack-install-refused = Slack reported a problem, so nothing was installed. Start again; your workspace may need an owner's approval first.
slack-install-away = Slack does not answer just now, so nothing was installed. Wait a few minutes, then start again.
slack-install-not-stored = The installation could not be stored, so it does not work yet. Wait a moment, then start again.
button-open-slack = Open in Slack
button-install-again = Start again

workspace-lost = <b>Callboard was removed from the Slack workspace { $team }.</b>
    What was to be sent there waits, and nothing is lost. It goes out as soon as the app is installed there again.
