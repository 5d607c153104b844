# /experts: how many there are, for recruiters. Numbers, never names.

command-experts = how many experts there are, and of which fields
button-experts = All experts
experts-counting = I'm counting the experts. The figures come in a moment.
experts-uncounted = The experts couldn't be counted just now. Please try again in a few minutes.
experts-all = <b>The experts</b>
    { $lines }
experts-joined = { $n ->
    [one] One expert has joined.
   *[other] { $n } experts have joined.
}
experts-joined-more = More than { $n } experts have joined.
experts-ready = <b>Can be offered tasks now:</b> { $n }
experts-away = <b>Taking a break:</b> { $paused }. <b>Out of reach:</b> { $unreachable }
experts-platforms = <b>Write from:</b> { $list }
experts-fields = <b>Most of them work in</b>
    { $lines }
experts-in-field = • { $field }: { $n }
experts-search = For one field, write what you call it: <b>/experts liver diseases</b>
experts-few = fewer than { $few }
experts-none = <b>No expert has joined yet.</b>
experts-few-joined = <b>Only one or two experts have joined so far.</b> With more of them, I'll say what kind of experts they are.
experts-join = Experts join by writing /start to this bot. You can describe a task meanwhile: whoever joins and matches gets it.
experts-join-links = Invite experts with this link. They join by tapping Start there:
    { $links }

    You can describe a task meanwhile: whoever joins and matches gets it.
experts-which = That may mean several fields. Which one is it?
experts-field-unknown = I don't know a field called “{ $given }”. Please try other or broader words, for example <b>/experts medicine</b>
experts-field = <b>{ $field }</b>
    { $lines }
experts-field-ready = { $n ->
    [one] One expert can be offered tasks now.
   *[other] { $n } experts can be offered tasks now.
}
experts-awake = <b>Awake:</b> { $awake }. <b>Asleep:</b> { $asleep }
experts-awake-awake = Most of them are awake.
experts-awake-asleep = Most of them are asleep.
experts-awake-both = Some of them are awake, some asleep.
experts-rates = <b>Pay for an hour:</b> half of them take { $half } or less, three quarters { $most } or less
experts-field-none = <b>{ $field }:</b> nobody can be offered tasks now.
experts-field-few = <b>{ $field }:</b> only one or two experts can be offered tasks now. With more of them, I'll say what kind of experts they are.
