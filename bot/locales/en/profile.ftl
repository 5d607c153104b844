# What is known of a person, and changing it.

command-profile = your field, proofs and terms, and how to change them
command-language = change the language
command-timezone = change your time zone
command-pause = get no offers for a while
command-resume = get offers again
button-profile = My profile
button-pause = Pause offers
button-resume = Get offers again

profile-none = You haven't joined as an expert yet. It takes about five minutes: /start begins.
profile = <b>Your profile</b>
    { $lines }
profile-credentials = <b>Your proofs</b>
    { $lines }
profile-no-credentials = None yet. One proof opens most tasks.
profile-name = Name
profile-field = Field
profile-level = Standing
profile-rate = Least an hour
profile-quiet = Quiet hours
profile-timezone = Time zone
profile-language = Language
profile-country = Country
profile-languages = Working languages
profile-hours = Hours a week
profile-kinds = Kinds of question
profile-employer = Employer
profile-consent = Your consent to what I keep
profile-proof = Proofs
profile-add = Add a proof
profile-terms-change = Change all my terms
terms-form = Your terms
terms-form-rate = The least that an hour must pay. You won't be offered less.
terms-form-quiet = For example “21:30-6”, or “none”. Nothing that can wait comes then.
terms-form-hours = The most a week, from Monday; 0 for no limit.
terms-form-languages = Those you can work in.
terms-form-country = Some tasks are only for certain countries.
terms-form-kinds = Those you like to answer; none of them for all.
terms-changed = <b>Changed</b>
    { $lines }
terms-unchanged = Nothing was changed: your terms stay as they are.
profile-timezone-set = <b>Changed:</b> your time zone is now { $clock }.
profile-changed = <b>Changed:</b> { $what }.

credential-line = • { $kind } ({ $claim }), { $field }: { $how }
credential-line-unnamed = • { $kind }, { $field }: { $how }
credential-line-alone = • { $kind }: { $field }: { $how }
credential-kind-affiliation = Work address
credential-kind-degree = Diploma or degree
credential-kind-licence = Licence to practise
credential-kind-certificate = Professional certificate
credential-kind-publications = Publications
credential-kind-profile = Public profile
credential-kind-document = Another document
credential-kind-test = Qualification test
credential-kind-language = Language
credential-kind-identity = Name
credential-pending = waiting for you
credential-pending-review = with a reviewer
credential-failed = not accepted
credential-expired = expired, please show it again
credential-declared = in your own word, not proven
credential-level-1 = well formed, until { $until }
credential-level-2 = control proven, until { $until }
credential-level-3 = listed in a register, until { $until }
credential-level-4 = confirmed, until { $until }

pause = <b>For how long?</b> I'll send you no offers and no reminders meanwhile. What you hold and what is under review goes on.
pause-day = One day
pause-week = One week
pause-open = Until I return
pause-until = Offers are paused until { $until }. /resume ends the pause earlier.
pause-until-return = Offers are paused until you return. /resume ends the pause.
pause-over = Good to have you back: offers come again.
