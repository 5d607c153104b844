# /fields: what experts call a field, for reviewers.

command-fields = words that experts use for their fields
fields-suggestion = <b>“{ $words }”</b>
    { $n ->
        [one] { $n } expert wrote this and then chose
       *[other] { $n } experts wrote this and then chose
    } <b>{ $field }</b>. Shall it find that field from now on, for everybody?{ $more ->
        [0] { "" }
        [one] { " " }({ $more } more waits.)
       *[other] { " " }({ $more } more wait.)
    }
fields-yes = Yes, it means that
fields-no = No
fields-list = What counts
fields-approved = “{ $words }” finds { $field } now.
fields-declined = “{ $words }” will not be suggested for { $field } again.
fields-already = “{ $words }” for { $field } has been decided already. /fields shows what waits.
fields-none = No words wait to be looked at, and none have been taken in yet.
fields-counted = { $n ->
    [one] Nothing waits. One expression has been taken in; tap it to take it back.
   *[other] Nothing waits. { $n } expressions have been taken in; tap one of the newest to take it back.
}
fields-remove = ✕ { $words } → { $field }
fields-removed = “{ $words }” no longer finds { $field }.
fields-notice = Experts call a field by words that I don't know yet.
fields-open = Have a look
