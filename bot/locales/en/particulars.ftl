# What is asked about a person.

particulars-language = <b>Hello! I'm Callboard.</b> I bring paid tasks to specialists, right here in the chat. Joining takes about five minutes, and you can leave and come back at any time.

    Which language shall we use? بأي لغة نتحدّث؟
particulars-language-briefly = <b>Which language shall we use?</b> بأي لغة نتحدّث؟
language-unknown = I speak English and Arabic (العربية) so far: write either, or tap it.
particulars-timezone = <b>What time is it where you are?</b> Tap it, or write your city, your country or something like “UTC+3”.
particulars-timezone-first = So that I send it when you mean: { particulars-timezone }
particulars-name = <b>What is your name?</b> As it stands on your credentials. Tap it below if that's it, or write it.
particulars-field = <b>What is your field?</b> Say it in your own words, for example “liver transplants” or “tax law for small companies”.
particulars-field-again = <b>Let's try other words.</b> I couldn't find your field yet. What would it say on your door or on your diploma?
particulars-field-pick = <b>Which of these comes closest?</b>
particulars-field-none = None of these: say it differently
particulars-level = Your field: <b>{ $field }</b>.

    <b>Where do you stand in it?</b>
particulars-rate = <b>What must an hour pay at least?</b> You won't be offered less. Tap an amount or write one; { $floor } is the least that anyone is offered here. You can change it at any time.
particulars-rate-option = { $rate } an hour
particulars-quiet = <b>When shall I leave you alone?</b> In your quiet hours I send nothing that can wait. Tap below, or write for example “21:30-6”.

seniority-student = Student
seniority-graduate = Graduate
seniority-practising = Practising
seniority-senior = Senior

quiet-none = No quiet hours
quiet-span = { $start } to { $end }
quiet-unclear = I couldn't read that as two times. Write when quiet begins and when it ends, for example “21:30-6” or “10pm-7am”.
quiet-all-day = Beginning and end are the same. Write two different times, for example “22-7”. To hear nothing for days, use /pause.
zone-unknown = I don't know a place called “{ $given }”. Write a larger city nearby, your country, or how far you are from UTC, for example “UTC+3”.
zone-no-such-time = No city I know has { $given } on its clock just now. Write your city or your country, or how far you are from UTC, for example “UTC+3”.
zone-several = That could be one of several. Please write which city is nearest:
    { $options }
name-no-letters = A name needs letters. Please write it as it stands on your credentials.
field-unknown = I don't know that field any more. Please choose another one in your /profile.

particulars-country = <b>Which country do you live in?</b> Some tasks are only for certain countries. Tap it, or write its name.
particulars-languages = <b>In which languages can you work?</b> Tap, or write them, for example “Arabic, English and French”. You'll only be offered tasks in these.
particulars-hours = <b>How many hours a week do you want to work here at most?</b> What would be more isn't offered. Tap, or write a number; a week begins on Monday where you are.
particulars-kinds = <b>What kinds of question do you like to answer?</b> Tap one if it is the only one, or write several with commas between.
particulars-employer = <b>Whom do you work for?</b> No client sees it: it only keeps away tasks of those who don't want your employer to have them. Several names go with commas between.

terms-hours-a-week = { $n ->
    [one] One hour a week
   *[other] { $n } hours a week
}
terms-hours-unlimited = No limit
terms-kinds-all = All kinds
terms-employer-nobody = Nobody to name
terms-not-said = Not said yet
terms-employer-unclear = I need a name with letters, for example “King Faisal Hospital”.
terms-kind-unknown = I don't know a kind called “{ $given }”. Write them as they stand on the buttons, with commas between.
country-unknown = I don't know a country called “{ $given }”. Please write its whole name, for example “Saudi Arabia”.
work-language-unknown = I don't know a language called “{ $given }”. Please write the name in English or Arabic, with commas between several.
