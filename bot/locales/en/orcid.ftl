# Signing in at ORCID.
proving-sign-in = <b>Please sign in at ORCID</b>, so that nobody can show an iD that is another's:
    { $link }
    The link is yours alone and good for 15 minutes. I'll tell you here as soon as you're back, and you can go on meanwhile.
proving-sign-in-there = Go on
proving-sign-in-typed = I'd rather type my iD
proving-sign-in-skip = Leave this out
orcid-sign-in-link = { $link }
orcid-sign-in-later = <b>As soon as you've signed in at ORCID</b>, it counts, and I'll tell you. You needn't wait.
orcid-signed-in = <b>ORCID iD { $identifier } is yours</b>: { $field } is proven until { $until }.
orcid-sign-in-away = ORCID can't be reached now, so I don't know your iD yet. Please sign in once more later; you can go on meanwhile.
orcid-sign-in-refused = ORCID didn't confirm that sign-in. Please try once more, or type your iD.
orcid-page-begin = You are showing that an ORCID iD belongs to the person who is called “{ $name }” at Callboard. Go on only if that is you and you asked for this link in your own chat.
orcid-page-go = Sign in at ORCID
orcid-page-thanks = Thank you. You can close this page; the answer is in your chat.
orcid-page-no = Nothing was shown. You can close this page and go on in your chat.
orcid-page-over = This link is used up or too old. Please ask for a new one in your chat: “Add a proof” in /profile.
orcid-record-yours = The public record of { $number } has your name ({ $about }). Anyone could type that number: sign in at ORCID to have it count for more.
orcid-record-works = { $n ->
    [0] None of the works listed there is plainly in { $field }.
    [one] One of the works listed there is in { $field }.
   *[other] { $n } of the works listed there are in { $field }.
}
orcid-record-found = Its public record shows: { $about }.
orcid-record-employer = It lists the employer that you named.
orcid-record-institution = It lists an institution at which you have proven your address.
orcid-record-bare = The public record of { $number } has your name, but nothing there bears out { $field }, so it counts as far as before. A work in the field, your employer or the institution of an address that you have proven would do: add it to the record and give the iD once more, or show something else.
