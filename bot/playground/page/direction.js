const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const LETTER = /\p{L}/u;
const NEUTRAL = /https?:\/\/\S+|\S+@\S+|[/@#]\w+/gu;

/** Which way a text runs: "rtl", "ltr", or "auto" when it holds no letters.
 *
 *  dir="auto" looks at the first letter only, so an Arabic sentence that opens with a brand or a code would be
 *  laid out left to right. Here words are counted instead, without addresses, names and commands: from 40 % of
 *  right-to-left words on, the text is right-to-left (the threshold of Closure's bidi estimator). */
export function direction(text) {
  let rtl = 0;
  let ltr = 0;
  for (const word of (text ?? "").replace(NEUTRAL, " ").split(/\s+/u)) {
    if (RTL.test(word)) rtl += 1;
    else if (LETTER.test(word)) ltr += 1;
  }
  if (rtl + ltr === 0) return "auto";
  return rtl / (rtl + ltr) >= 0.4 ? "rtl" : "ltr";
}

/** The language to give to a text for fonts and voices: "ar" for Arabic script, otherwise none. */
export function script(text) {
  return /[\u0600-\u06ff]/u.test(text ?? "") && direction(text) === "rtl" ? "ar" : null;
}
