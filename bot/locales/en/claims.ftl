# Claims that are described before they are shown: certificates, languages, a name.

# A professional certificate.
certificate-title = <b>What is the certificate called?</b> As it stands on it: “Certified Public Accountant”, “Board certification in hepatology”.
certificate-issuer = <b>Who issued it?</b> The board, institute or company, in full.
certificate-number = <b>What is its number?</b>
certificate-number-none = It has none
certificate-until = <b>Until when is it valid?</b> A day such as 2028-03-31 or 31 March 2028; the month is enough.
certificate-until-none = It has no last day
certificate-how = <b>How would you like to show “{ $title }”?</b>

    • <b>Document or photo:</b> a reviewer looks at it, within two days; a PDF that its issuer signed may count at once. The file is deleted afterwards.
    • <b>A public page of yours</b> that names it, such as a badge or a profile in a directory: a string that you put there for a moment. Counts at once, but opens fewer tasks.
    • <b>A public register</b> that lists you: a reviewer looks there, within two days.
certificate-how-file = Document or photo
certificate-how-page = A public page
certificate-how-register = A public register
day-unclear = I can't read that as a day. Please write it like { $example }, in the calendar that begins years in January.
day-two-readings = That may be { $one } or { $other }. Please write it in one of these two ways.
day-past = That day is past ({ $given }), so it can't be counted any more. If it was renewed, please write the new last day; otherwise leave it out.

# A name, by an official document.
claim-name = the name “{ $name }”
identity-name = <b>Which name is to be confirmed?</b> As it stands in your passport or identity card, in either script.
identity-differs = <b>“{ $name }” is another name than the one in your profile</b>, { $own }. Is it yours all the same? The reviewer sees both.

    If the profile has it wrong, leave this out and change your name with /profile first.
identity-differs-mine = Yes: married, former or official name
identity-differs-again = No, I'll write it again
identity-differs-skip = Leave this out
identity-known = The name “{ $name }” is confirmed already, or waits for a reviewer. You needn't show it again.

# A language, and how well.
claim-language = { $language }, { $level }
fluency-level = { $level }
fluency-native = mother tongue
fluency-proven = proven, { $level } or better
tongue-which = <b>Which language?</b> Tap one, or write its name.
tongue-level = <b>How well do you know { $language }?</b> The levels are those of the Common European Framework.
tongue-level-1 = A1 · beginner
tongue-level-2 = A2 · elementary
tongue-level-3 = B1 · intermediate
tongue-level-4 = B2 · upper intermediate
tongue-level-5 = C1 · fluent
tongue-level-6 = C2 · mastery
tongue-level-7 = Mother tongue
tongue-level-unclear = I don't know a level called “{ $given }”. Please tap one, or write it like B2 or “fluent”.
tongue-how = <b>How would you like to show { $about }?</b>

    • <b>A certificate</b> (IELTS, DELF, a school-leaving certificate in that language, …): a reviewer looks at it, within two days. Tasks that ask for a proven language take this.
    • <b>My word:</b> it is noted, and proves nothing.
tongue-how-file = A certificate
tongue-how-declare = My word will do
tongue-certificate = <b>Which certificate is it?</b>
tongue-known = { $about }: proven already, or with a reviewer. You needn't show it again.
tongue-declared = <b>Noted:</b> { $about }, in your own word. Tasks that ask for a proven language take a certificate only.
tongue-declared-works = <b>Noted:</b> { $about }, in your own word; you are offered tasks in it now. Those that ask for a proven language take a certificate only.
