# A task's conditions beyond field, level and pay, and whom a task would reach.

draft-reach-kinds = { $lines }
reach-languages = <b>Languages:</b> { $list }
reach-levels = <b>Proof in the field:</b> { $list }
reach-zones = <b>Time zones:</b> { $list }
reach-others = others
reach-level-0 = nothing yet
reach-level-1 = well formed
reach-level-2 = control proven
reach-level-3 = in a register
reach-level-4 = confirmed

draft-wider-language = { $n ->
    [under] • In whatever language: fewer than 3 experts
    [one] • In whatever language: one expert
   *[other] • In whatever language: { $n } experts
}
draft-wider-fluency = { $n ->
    [under] • Languages in their own word: fewer than 3 experts
    [one] • Languages in their own word: one expert
   *[other] • Languages in their own word: { $n } experts
}
draft-wider-country = { $n ->
    [under] • Wherever they live: fewer than 3 experts
    [one] • Wherever they live: one expert
   *[other] • Wherever they live: { $n } experts
}
draft-wider-quality = { $n ->
    [under] • Whatever became of past answers: fewer than 3 experts
    [one] • Whatever became of past answers: one expert
   *[other] • Whatever became of past answers: { $n } experts
}
draft-wider-hours = { $n ->
    [under] • When a new week begins, or with fewer minutes: fewer than 3 experts
    [one] • When a new week begins, or with fewer minutes: one expert
   *[other] • When a new week begins, or with fewer minutes: { $n } experts
}
draft-wider-kinds = { $n ->
    [under] • With another kind of question: fewer than 3 experts
    [one] • With another kind of question: one expert
   *[other] • With another kind of question: { $n } experts
}
draft-wider-project = { $n ->
    [under] • With those who have answered in the projects left out: fewer than 3 experts
    [one] • With those who have answered in the projects left out: one expert
   *[other] • With those who have answered in the projects left out: { $n } experts
}

draft-conditions = More conditions
draft-conditions-are = <b>More conditions</b>
    { $lines }
conditions-which = <b>More conditions</b>
    { $lines }

    Tap one to change it. Who does not meet them all is neither counted nor sent the task.
condition-done = Done
condition-none = None
condition-languages = Languages
condition-fluency = Proof of languages
condition-fluency-any = In their own word
condition-countries = Only these countries
condition-barred = Not these countries
condition-quality = Past answers
condition-project = Project
condition-not-after = Not who has answered in
condition-employers = Not who works for
condition-unlisted = Who learns of it
condition-quality-share = { $n ->
    [0] Whatever became of them
   *[other] At least { $n } % accepted
}
condition-unlisted-yes = Only those who match
condition-unlisted-no = Others may see what it would take
condition-project-long = “{ $given }…” is too long for a project's name: { $most } characters are the most.
conditions-languages = <b>In which languages must they be able to work?</b> All that you name. Tap, or write several with commas between.
conditions-fluency = <b>Must the languages be proven?</b> By a certificate that a reviewer has confirmed, to at least this level. Fewer have that than say that they speak it.
conditions-countries = <b>In which countries must they live?</b> Write their names, with commas between.
conditions-barred = <b>In which countries must they not live?</b> Write their names, with commas between.
conditions-quality = <b>How many of their past answers must have been accepted?</b> Everyone starts at 90 %, so that up to there newcomers are not shut out.
conditions-project = <b>Which project does this task belong to?</b> A name that tasks have in common, so that later ones can leave out who has answered here. Tap, or write one.
conditions-not-after = <b>Who has answered in which projects must not get it?</b> Tap one of your projects, or write several with commas between.
conditions-employers = <b>Whose people must get no task of { $client }?</b> This holds for all its tasks. Write names and, so that proven addresses count too, their domains: “Acme Labs, acme.com”.
conditions-unlisted = <b>May experts who don't match see that there is such a task?</b> They'd see what it takes and what it pays, under the client's pseudonym, never what is asked.

whynot-button = Why not someone?
whynot-again = Another name
whynot-name = <b>Who did not get it?</b> Write the name or a part of it. I look among those who have been offered a task of yours.
whynot-nobody = Nobody called “{ $name }” has been offered a task of yours before.
whynot = <b>{ $task }</b>
    { $lines }
whynot-line = • { $person }: { $why }
whynot-matches = matches; the card is on its way, or waits until they wake
whynot-offered = has been offered it
whynot-field = works in another field
whynot-level = is not proven to the level that you ask for
whynot-language = does not work in the languages that you ask for
whynot-fluency = has not proven the languages to the level that you ask for
whynot-country = does not live, as far as is known, where you ask for
whynot-quality = too few of their past answers were accepted
whynot-project = is left out because of a project
whynot-own = has reasons of their own, or can't be reached
