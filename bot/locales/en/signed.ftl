# Documents with an electronic signature.

## The reviewer's card

signature-someone = somebody
signature-trusted = ✓ Signed by { $signer } (certified by { $issuer }): the whole document, unaltered; a trusted signer.
signature-unknown = ⚠ Signed by { $signer }: the whole document, unaltered; { $signer } is not among the trusted roots, so anybody may have made that name up.
signature-out-of-date = ⚠ Signed by { $signer }: the whole document, unaltered; but the certificate wasn't valid at the time of signing.
signature-unfit = ⚠ Signed by { $signer }: the whole document, unaltered; but the certificate can't be relied on for documents.
signature-partial = ⚠ The signature of { $signer } covers only a part: something was added after it.
signature-altered = ⚠ Changed after it was signed (in the name of { $signer }).
signature-unreadable = ⚠ It has a signature that can't be read.
signature-unchecked = It says that it is signed; signatures aren't checked here.

## What the expert hears

proven-confirmed = <b>The signature is enough.</b> { $field } is proven until { $until }. The file has been deleted.
signed-found = It is signed by { $signer }, as a whole and unaltered, and has your name.
signed-unknown = Your document is signed by { $signer } and unaltered, but I don't know that signer, so the signature alone isn't enough.
signed-out-of-date = Your document is signed by { $signer }, but the certificate wasn't valid at the time of signing. Whoever issued it can sign it again.
signed-unfit = Your document is signed by { $signer }, but with a certificate that isn't one for documents. Whoever issued it can sign it again.
signed-partial = Your document is signed, but something was added after the signature of { $signer }. The file just as you got it would do by itself.
signed-altered = Your document was <b>changed after it was signed</b>. The file just as you got it from the issuer, neither edited nor saved anew, would do by itself.
signed-unreadable = Your document has a signature that I can't read.
signed-no-name = Your document is signed by { $signer }, but I don't find your full name in it as its holder's. If it is another spelling, change your name in the profile.
signed-no-claim = Your document is signed by { $signer }, but it doesn't say in words that I know that you were awarded { $field }.
signed-looked-at = Your document is signed by { $signer }, and here someone looks at it too.
signed-waits = A reviewer looks at it within two days, and I'll tell you. You needn't wait.
