import { Clock } from "./clock.js";
import { element, parts } from "./element.js";
import { Mail } from "./mail.js";
import { Stage } from "./stage.js";

const page = parts(document);

/** Say that the server is away and until when the next try waits; an empty list takes the line back. */
function away(chats) {
  clearTimeout(away.timer);
  page.away.hidden = chats.length === 0;
  if (!chats.length) return page.away.replaceChildren();
  const seconds = Math.max(0, Math.ceil((Math.max(...chats.map((chat) => chat.waitsUntil)) - Date.now()) / 1000));
  const next = seconds ? `Next try in ${seconds} s.` : "Trying now…";
  if (!page.away.firstChild) {
    page.away.append("The playground server does not answer; what you typed is kept. ",
      element("span", { "aria-live": "off" }),
      element("button", { type: "button", onclick: () => stage.retry() }, "Try now"));
  }
  page.away.querySelector("span").textContent = next;
  away.timer = setTimeout(() => away(chats.filter((chat) => chat.waitsUntil)), 500);
  return undefined;
}

const stage = new Stage({ onState: away });

/** The line about what this page is, until it is dismissed; another text shows again. */
function introduce(text) {
  const key = "callboard-intro";
  let dismissed = null;
  try { dismissed = localStorage.getItem(key); } catch { /* without storage it shows each time */ }
  if (!text || text === dismissed) return;
  page.introText.textContent = text;
  page.intro.hidden = false;
  page.introClose.addEventListener("click", () => {
    page.intro.hidden = true;
    try { localStorage.setItem(key, text); } catch { /* as above */ }
  });
}

async function begin() {
  const reply = await fetch("/play/page.json").catch(() => null);
  if (!reply?.ok) {
    page.away.hidden = false;
    page.away.textContent = "The playground server does not answer. This page tries again by itself.";
    setTimeout(begin, 1500);
    return;
  }
  page.away.hidden = true;
  page.away.replaceChildren();
  const { title, chats, mail, clock, intro } = await reply.json();
  page.title.textContent = title || "Callboard";
  introduce(intro);
  if (mail) new Mail();
  if (clock) new Clock();
  stage.fill(chats);
}

// A file dropped beside a chat would otherwise replace the page.
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
}
begin();
