# Pages and registers that are asked.

proving-npi = <b>What is your NPI?</b> Ten digits; I ask the US register of providers whether it lists you under your name.
proving-page = <b>Which page is yours?</b> A profile, a repository or a staff page that everyone can read, with its whole address (https://…). You put a short string there for a moment, and I look whether it is there.
proving-page-placed = { $news }
proving-page-there = It's there: look now
page-string = <b>Please put this string on { $page }</b>, anywhere in its text:

    <code>{ $string }</code>

    When it can be read there, tap below. You may take it off again afterwards.
page-looking = <b>I'm looking now</b> and will tell you. You needn't wait.
page-known = You've already proven that page, so it counts here as well.
page-over = That check is over. You can add another proof from your /profile.
page-enough = You already have { $most } pages that wait for their string. Please finish one of them first.
page-not-found = I looked at { $page }, but couldn't count it yet.
page-look-again = Look again
page-string-missing = The string isn't there. It must stand in the page's own text, readable without signing in; some sites take a minute to show a change.
page-title-missing = The string is there, but the page doesn’t say “{ $title }”. Please take a page that names the certificate just so, or show it as a document.
page-gone = The page answered “{ $status }”, so it isn't there or not public. Please check its address.
page-not-text = That address leads to a file, not to a page with text.
page-too-large = { $limit ->
    [one] That page is larger than { $limit } MB. A smaller one, such as a profile, would do.
   *[other] That page is larger than { $limit } MB. A smaller one, such as a profile, would do.
}
page-redirects = That address leads on and on to others. Please give the one where it ends.
page-tonight = I can't reach { $page } now. I'll try again tonight, and you can go on.
page-given-up = I tried for a day and couldn't reach { $page }. Please choose another page, or show something else.
page-malformed = That isn't the address of a page. It looks like https://example.org/my-profile, with nothing before the name such as a password, and at most 200 characters long.
page-not-https = Only pages at https:// can be checked.
page-look-alike = That address has letters of another alphabet that look like Latin ones. Please copy the address from your browser.
page-not-public = That address is not in the public internet. Please give a page that everyone can read.

register-asking = <b>Noted:</b> { $number }. I'm asking the register now and will tell you; you needn't wait.
register-not-asked = <b>Noted:</b> { $number }. It is well formed; the register isn't asked here, so a document opens more tasks.
register-tonight = The register can't be reached now, so { $number } waits. I'll try again tonight, and you can go on.
register-given-up = I tried for a day and couldn't reach the register for { $number }. Please try again later, or send your licence as a document.
register-refused = The register doesn't prove { $number }.
register-not-listed = It lists nobody under that number, or no longer. Please check the number, or send your licence as a document.
register-name-differs = It lists another name than yours here: { $reason } If it is you, change your name with /profile and try again, or send a document that shows the name.
register-field-differs = It lists you for { $listed }, not for this field. A diploma or a licence for the field would do.
proven-controlled = <b>Found it.</b> { $claim } is yours: { $field } is proven until { $until }. You may take the string off again.
proven-listed = <b>The register lists you</b> under { $claim }: { $field } is proven until { $until }.
