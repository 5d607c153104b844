# The way in for an expert.

onboarding-consent = <b>What I keep, and why</b>
    1. Your name, language and time zone: to talk to you at a good hour.
    2. Your field, what is proven about it, your country and your working languages: to offer you tasks that fit. What you show as proof is deleted once it is decided; only the result stays.
    3. Your rate, hours and answers: to pay you, and to leave you alone when you wish. A client sees your answers, never your contact details.
    4. Nothing is sold, and nothing goes to anyone else.
    5. /forget deletes it all at any time; the accounts keep the amounts, without your name.

    Version { $version }. Do you agree?
onboarding-consent-yes = I agree
onboarding-consent-no = No
onboarding-declined = That's fine. I have deleted your answers, and won't write to you. Should you change your mind, I'm here.
onboarding-summary = <b>Please have a last look</b>
    { $lines }
onboarding-submit = That's right, join
onboarding-done = <b>Welcome, { $name }.</b> You're in. I'll send you tasks that match your field, rate and hours, each with its pay and time before you decide.
onboarding-offers = { $n ->
    [0] Nothing fits you just now; you'll hear as soon as something does.
    [one] One fits you already: here it comes.
   *[other] { $n } fit you already: here they come.
}
onboarding-unproven = You haven't shown a proof yet, so the tasks that ask for one, usually the better paid, stay closed to you. You can add one from your profile at any time.
joining-left = You have begun to join, and everything that you answered is kept. { $n ->
        [one] One step is left:
       *[other] { $n } steps are left:
    }
    { $steps }
joining-step = • { $step }
joining-check-left = You have begun to join, and all is answered. Only your last look at it is left.
onboarding-test = You can also prove it with a short test, which is paid for.
