import { parts } from "./element.js";
import { clockTime, day, dayAndTime, fullTime, machineTime, setAhead, span } from "./moment.js";
import { say } from "./notice.js";

const REFRESH = 15_000;

/** The service's clock: shows its time, moves it forward. */
export class Clock {
  constructor() {
    const { clock } = parts(document);
    this.clock = clock;
    this.parts = parts(clock);
    clock.hidden = false;
    clock.addEventListener("click", ({ target }) => {
      const { advance } = target.closest("[data-advance]")?.dataset ?? {};
      if (advance) this.advance(Number(advance));
    });
    this.parts.custom.addEventListener("submit", (event) => {
      event.preventDefault();
      const fields = new FormData(this.parts.custom);
      this.advance(Number(fields.get("amount")) * Number(fields.get("unit")));
    });
    this.parts.face.addEventListener("click", () => this.toggle());
    clock.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false));
    document.addEventListener("pointerdown", ({ target }) => clock.contains(target) || this.toggle(false, false));
    setInterval(() => this.show(), 1000);
    setInterval(() => this.read(), REFRESH);
    this.read();
  }

  toggle(open = this.parts.panel.hidden, focus = true) {
    if (this.parts.panel.hidden !== open) return;
    this.parts.panel.hidden = !open;
    this.parts.face.setAttribute("aria-expanded", String(open));
    if (!open && focus) this.parts.face.focus();
  }

  async read() {
    const reply = await fetch("/play/clock").catch(() => null);
    if (reply?.ok) this.take(await reply.json());
  }

  async advance(seconds) {
    const reply = await fetch("/play/clock", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ advance: seconds }),
    }).catch(() => null);
    if (!reply?.ok) return say("The clock did not move: the playground server refused or does not answer.");
    this.take(await reply.json());
    return say(`${span(seconds)} later: it is ${dayAndTime(this.now)}.`, null, 4);
  }

  take({ now, offset }) {
    this.start = now - performance.now() / 1000;
    this.offset = offset;
    setAhead(offset);
    this.show();
  }

  get now() {
    return this.start + performance.now() / 1000;
  }

  show() {
    if (this.start === undefined) return;
    const { now, nowDay, nowTime, long, offset, face } = this.parts;
    nowDay.textContent = day(this.now);
    nowTime.textContent = clockTime(this.now);
    now.dateTime = machineTime(this.now);
    long.textContent = fullTime(this.now);
    const ahead = Math.abs(this.offset) >= 1;
    offset.textContent = ahead ? `${span(this.offset)} ahead of real time` : "The same as real time";
    face.toggleAttribute("data-ahead", ahead);
  }
}
