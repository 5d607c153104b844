# /why: what keeps open tasks from an expert, and what would open them.

command-why = what keeps open tasks from you, and what opens them
button-why = Why not more?

why = <b>Open tasks that you were not offered</b>
why-nothing = There is no open task that you haven't been offered. You'll hear as soon as one comes.
why-coming = { $n ->
    [one] One matches you: its card is on its way.
   *[other] { $n } match you: their cards are on their way.
}
why-ways = <b>What would open more, the shortest way first</b>
    { $lines }
why-way = • { $step }: { $takes }, opens { $n ->
    [one] one task
   *[other] { $n } tasks
} worth { $worth }
why-and = { $first } + { $then }
why-about = about { $length }
why-one-tap = one tap
why-more-ways = { $n ->
    [one] • and one longer way
   *[other] • and { $n } longer ways
}
why-step-level-0 = Add a proof for { $field }
why-step-level-1 = Give an ORCID iD or another proof for { $field }
why-step-level-2 = Prove a university or work address for { $field }
why-step-level-3 = Show that a register lists you in { $field }, or your licence, certificate or diploma
why-step-level-4 = Show a reviewer your licence, certificate or diploma in { $field }
why-step-pay = Lower your least an hour from { $minimum } to { $rate }
why-step-language = Add to your working languages, if you speak them: { $languages }
why-step-fluency = Show a reviewer a certificate, { $level } or better, of: { $languages }
why-step-country = Say which country you live in
why-step-hours = Make room for { $length } more in your hours a week
why-step-kinds = Add to the kinds of question that you like
why-step-pause = End your pause
why-proof-waits = What you have shown is with a reviewer; you'll be offered what it opens.
why-name-differs = A proof of yours failed because it has another name than your profile. If both are yours, prove that name with an official document first (“My name”), and then show it again.
why-new-week = A new week of yours begins { $at }; what only lacks hours may come then by itself.
why-closed = <b>What nothing that you do now would open</b>
    { $lines }
why-closed-quality = { $n ->
    [one] • One task asks for { $least } % of past answers accepted; yours count as { $yours } %. Each accepted answer raises it.
   *[other] • { $n } tasks ask for { $least } % of past answers accepted or more; yours count as { $yours } %. Each accepted answer raises it.
}
why-closed-country = { $n ->
    [one] • One task is not open to those who live here: { $country }
   *[other] • { $n } tasks are not open to those who live here: { $country }
}
why-closed-currency = { $n ->
    [one] • One task pays in another currency than { $yours }
   *[other] • { $n } tasks pay in another currency than { $yours }
}
why-closed-rival = { $n ->
    [one] • One task is kept apart from work that you did lately for another client; it opens by itself { $at }
   *[other] • { $n } tasks are kept apart from work that you did lately for another client; the first opens by itself { $at }
}
why-closed-client = { $n ->
    [one] • One task: a condition of the client's
   *[other] • { $n } tasks: a condition of the client's
}
why-elsewhere = <b>{ $n ->
    [one] One task is in another field
   *[other] { $n } tasks are in other fields
} than { $own }</b>
    { $lines }
why-field = • { $field }: { $n }
why-test = A short test, which is paid for, may prove what is needed.
