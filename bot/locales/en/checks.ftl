# What is wrong with something that was shown as proof.

credential-decided = This has been decided already. You can add another proof from your /profile.
credential-own = You can't decide on your own credential. Another reviewer will.
credential-not-verified = This credential isn't verified, so there is nothing to take back.

code-accepted = That's right.
code-wrong = { $tries ->
    [one] That isn't the code. You have one more try.
   *[other] That isn't the code. You have { $tries } more tries.
}
code-unreadable = I need the six digits from the mail, for example 123456. That didn't cost a try.
code-expired = That code is too old: each is valid for ten minutes. Tap “Send it again” for a new one.
code-no-tries = There are no tries left for that code. Tap “Send it again” for a new one.
code-used = That code has been used already. Please have a new one sent, or choose another proof.
code-too-many = I've sent as many codes to this address as I may. Please use another address or another proof.
code-wait = { $seconds ->
    [one] Please wait { $seconds } more second before I send another one; the mail may still be on its way.
   *[other] Please wait { $seconds } more seconds before I send another one; the mail may still be on its way.
}
code-too-many-today = { $limit ->
    [one] I may send you only { $limit } code a day. Please try again tomorrow, or choose another proof.
   *[other] I may send you only { $limit } codes a day. Please try again tomorrow, or choose another proof.
}

email-malformed = That doesn't look like an e-mail address. It should look like name@university.edu.
email-look-alike = That address mixes letters of two alphabets that look alike. Please type it by hand instead of pasting it.
email-free-mail = { $domain } gives an address to anyone, so it shows nothing about a field. Please use the one that your university, hospital or laboratory gave you.
email-alumni = { $domain } is for former students and keeps working for life, so it shows no present post. Please use a staff or student address, or send your diploma as a document.
email-shared = { $address } looks like a mailbox that several people read. Please use your personal one.
email-not-academic = I don't know { $domain } as a university, hospital or laboratory. If it is one, send a document instead and a reviewer will look at it.

orcid-malformed = An ORCID iD has sixteen characters, for example 0000-0002-1825-0097. You'll find yours at orcid.org when you're signed in.
orcid-checksum = { $given } can't be right: one of its characters is mistyped. Please copy it from your page at orcid.org.
orcid-not-assigned = { $given } isn't a number that ORCID gives out. Please copy yours from your page at orcid.org.

file-empty = The file is empty. Please send it once more.
file-too-large = That file is too large: { $limit } MB is the most. A photo taken with less detail, or only the pages that matter, will do.
file-kind = That is of the kind “{ $found }”, which I can't show to a reviewer. Please send a PDF or a photo.
file-damaged = It begins like a file of the kind “{ $found }” but is damaged or incomplete, so I can't show it to a reviewer. Please save it anew or take a photo of the document, and send that.
file-two-in-one = That file hides another one inside ({ $found }), so I can't accept it. Please take a photo of the document, or print it to a new PDF.
file-active = That PDF runs scripts or carries other files. Please print it to a new PDF, or take a photo of it.
number-no-unit = This answer has no unit. Please send the number without “{ $given }”.
npi-malformed = An NPI has ten digits and begins with 1 or 2.
npi-checksum = { $given } can't be right: one of its digits is wrong. Please check it.
