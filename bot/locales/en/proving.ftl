# Showing that a claim is true.

proving-offer = <b>How would you like to show that { $field } is your field?</b> One proof opens most tasks; without any, only those that ask for none are open to you.

    • <b>University or hospital address:</b> I send a code there. 2 minutes, counts at once.
    • <b>ORCID iD:</b> for those who publish. 1 minute, counts at once, but opens fewer tasks.
    • <b>Licence number:</b> a reviewer looks it up in the public register. 2 minutes, then up to 2 days.
    • <b>Professional certificate:</b> from a board, an institute or a company; as a document, on a page or in a register. 3 minutes.
    • <b>NPI (US):</b> the register is asked whether it lists you. 1 minute.
    • <b>A page of yours:</b> a string that you put there for a moment shows that it is yours. 3 minutes.
    • <b>Company address:</b> shows where you work; few tasks ask for that. 2 minutes.
    • <b>A language:</b> a certificate that a reviewer looks at, for tasks that ask for a proven one. 2 minutes, then up to 2 days.
    • <b>Your name:</b> an official document that a reviewer looks at. It opens no task by itself; registers and diplomas in that name then count as yours. 2 minutes, then up to 2 days.
    • <b>Document or photo:</b> a diploma or licence that a reviewer looks at. 2 minutes, then up to 2 days. The file is deleted afterwards.
proving-more = { $news }

    { proving-more-briefly }
proving-more-briefly = <b>Would you like to show something else for { $field }?</b> Each proof opens more tasks; you can also do that later.
proving-kind-email = Code to my address · 2 min
proving-kind-employer = Code to a company address · 2 min
proving-kind-language = A language · 2 min
proving-kind-identity = My name · 2 min
proving-kind-licence = Licence number · 2 min
proving-kind-certificate = Professional certificate · 3 min
proving-kind-npi = NPI number (US) · 1 min
proving-kind-page = A page of mine · 3 min
proving-kind-orcid = ORCID iD · 1 min
proving-kind-document = Document or photo · 2 min
proving-kind-enough = Enough for now
proving-kind-given = ✓ { $way }
proving-given = ✓ { $kind }: { $how }
proving-offer-given = { proving-offer }

    <b>You have shown already:</b>
    { $given }
proving-more-given = { proving-more }

    <b>You have shown already:</b>
    { $given }
proving-more-given-briefly = { proving-more-briefly }

    <b>You have shown already:</b>
    { $given }
proving-nothing = Left out, and forgotten.
proving-count = { $n ->
    [0] none yet
    [one] { $n } shown
   *[other] { $n } shown
}
proving-skip = Leave this out

proving-address = <b>What is your address at the university, hospital or laboratory?</b> I'll send a six-digit code there. Private addresses such as Gmail show nothing about a field.
proving-address-again = { $news }

    Please write your address at the university, hospital or laboratory.
proving-employer = <b>What is your address at your employer's?</b> I'll send a six-digit code there. It shows where you work, not yet your field.
proving-employer-again = { $news }

    Please write your address at your employer's.
proving-employer-proven = <b>That's right.</b> Your address at { $domain } is proven until { $until }. It shows where you work; for tasks that ask for a proven field, show a licence, a diploma or a university address too.
proving-other-address = All right, another address.
proving-code = { $news }

    <b>Please write the six digits here.</b>
proving-dropped = I've forgotten that address, as you left it out. Tap “Another address” to write it once more.
proving-code-sent = I've sent a code to { $address }. It arrives within a minute or two and is valid for ten minutes; it may be in the spam folder.
proving-code-resend = Send it again
proving-code-other = Another address
proving-code-skip = Leave this out
proving-address-proven = <b>That's right.</b> Your address at { $domain } is proven until { $until }.
proving-known-address = You've already proven your address at { $institution }, so it counts here as well.
proving-taken = I can't count that one. Please show something else; if you believe that this is a mistake, send a document and a reviewer will look at it.
proving-mail-subject = Your Callboard code
proving-mail-body = Your code is { $code }

    Write it in the chat with Callboard. It is valid for ten minutes.
    If you didn't ask for it, somebody typed your address by mistake: just ignore this mail.
proving-mail-failed = The mail to an address at { $domain } couldn't be delivered. Please check the spelling, or use another address.

proving-orcid = <b>What is your ORCID iD?</b> Sixteen characters such as 0000-0002-1825-0097; the whole link is fine too.
proving-orcid-kept = <b>Noted:</b> ORCID iD { $identifier }.

proving-shows = <b>What does your document show?</b>
proving-file = <b>Please send it now</b>, as a PDF or a photo of at most 10 MB. Your name and the field must be readable; cover what is nobody's business, such as your address. A reviewer sees it once, then it is deleted.
proving-language-file = <b>Please send the certificate now</b>, as a PDF or a photo of at most 10 MB. Your name, the result and the day until which it is valid must be readable; cover everything else. A reviewer sees it once, then it is deleted.
proving-identity-file = <b>Please send an official document that has this name</b>: a passport, an identity card or a residence permit, as a PDF or a photo of at most 10 MB. Cover everything but the name and the day until which it is valid: your photo, number, birthday and address are nobody's business here. A reviewer sees it once, then it is deleted.
proving-file-kept = <b>Thank you, it has arrived.</b> A reviewer looks at it within two days, and I'll tell you. You needn't wait.
proving-enough-documents = You already have { $most } documents waiting for a reviewer. Please wait for one of them first.
proving-file-failed = <b>I couldn't use the document that you sent</b>, so I've deleted it.
proving-file-again = Send another file

proving-waited-too-long = It waited too long for a reviewer.
proving-too-old = <b>Your document for { $field } waited { $days } and no reviewer came to it.</b> I may keep such files no longer, so I've deleted it; that is our fault, not yours. Please send it once more, or show something else that I can check by myself, such as a code to a work address.

proving-register = <b>Which register lists you?</b> If yours isn't here, send your licence as a document instead.
proving-number = <b>What is your number there?</b> As “{ $register }” lists it.
register-number-none = “{ $given }” has no digit in it. Please write the number as it stands in the register or on your licence.
proving-licence-kept = <b>Thank you, noted.</b> A reviewer looks it up within two days, and I'll tell you. You needn't wait.

proving-finished = { $n ->
    [0] Nothing was added. You can come back to this at any time.
    [one] Added. Your profile shows how far it counts.
   *[other] { $n } proofs added. Your profile shows how far they count.
}
