import { direction, script } from "./direction.js";
import { badge, element, icon, parts } from "./element.js";
import { Link } from "./link.js";
import { dayAndTime, machineTime } from "./moment.js";
import { copy, say } from "./notice.js";
import { plain } from "./rich.js";

/** The mails that the service sent, newest first, and how many of them nobody has looked at. */
export class Mail {
  constructor() {
    this.page = parts(document);
    this.seen = new Set();
    this.unread = 0;
    this.page.mailButton.hidden = false;
    this.page.mailButton.addEventListener("click", () => this.toggle());
    this.page.mailClose.addEventListener("click", () => this.toggle(false));
    this.page.mail.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false));
    this.link = new Link("/play/mail/live", {
      onMessage: (mail) => this.arrived(mail), onState: (up) => up && this.load(),
    });
    this.list();
  }

  /** Fetch what is there; on the first time it is not news. */
  async load() {
    const reply = await fetch("/play/mail").catch(() => null);
    if (!reply?.ok) return;
    const first = !this.loaded;
    this.loaded = true;
    for (const mail of (await reply.json()).reverse()) {
      if (first) this.add(mail);
      else this.arrived(mail);
    }
  }

  arrived(mail) {
    if (!this.add(mail) || !this.page.mail.hidden) return;
    this.count(this.unread + 1);
    say(`Mail for ${mail.to}: ${mail.subject}`, { label: "Open", act: () => this.toggle(true) });
  }

  add(mail) {
    const key = `${mail.id} ${mail.at}`; // ids begin anew when the server does
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    this.page.mailList.querySelector(".nothing")?.remove();
    this.page.mailList.prepend(letter(mail));
    return true;
  }

  list() {
    this.page.mailList.append(element("p", { class: "nothing fine" }, "No mail yet."));
  }

  count(unread) {
    this.unread = unread;
    badge(this.page.mailCount, unread, "unread");
  }

  toggle(open = this.page.mail.hidden) {
    this.page.mail.hidden = !open;
    this.page.mailButton.setAttribute("aria-expanded", String(open));
    if (open) {
      this.count(0);
      this.page.mail.focus({ preventScroll: true });
    } else {
      this.page.mailButton.focus();
    }
  }
}

function letter(mail) {
  const body = element("div", { class: "letter-text", dir: direction(mail.text), lang: script(mail.text) });
  plain(mail.text.trim(), body);
  const code = codeIn(mail.text);
  return element("article", { class: "letter" },
    element("p", { class: "letter-to" }, element("span", {}, "To ", element("b", {}, [mail.to].flat().join(", "))),
      element("time", { datetime: machineTime(mail.at) }, dayAndTime(mail.at))),
    element("h3", { dir: direction(mail.subject) }, mail.subject),
    code ? element("button", { type: "button", class: "code", onclick: () => copy(code) },
      element("span", { class: "sr" }, "Copy the code "), element("b", { dir: "ltr" }, code), icon("copy")) : null,
    body);
}

const ALONE = /^[ \t]*([A-Z0-9]{2,6}(?:[ -]?[A-Z0-9]{2,6}){0,2})[ \t]*$/mu;
const DIGITS = /(?<![\d.,:/-])(\d{3}[ -]\d{3}|\d{4,8})(?![\d.,:/-]*\d)/gu;

/** The code in a mail: on a line of its own, or else four to eight digits that are not a year. */
export function codeIn(text) {
  const alone = ALONE.exec(text)?.[1];
  if (alone && /\d/u.test(alone)) return alone.replace(/ /gu, "");
  const found = [...text.matchAll(DIGITS)].map(([digits]) => digits.replace(/[ -]/gu, ""));
  return found.find((digits) => !/^(19|20)\d\d$/u.test(digits)) ?? null;
}
