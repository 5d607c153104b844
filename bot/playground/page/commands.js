import { direction } from "./direction.js";
import { element } from "./element.js";

const NONE = -1;
let lists = 0;

/** The list of the bot's commands over the composer, filtered by what is typed after "/".
 *
 *  Focus stays in the textarea; the active row is told through aria-activedescendant. `onChoose("/name")` sends. */
export class Commands {
  constructor({ commands, slash, input }, onChoose) {
    Object.assign(this, { list: commands, slash, input, onChoose });
    this.all = [];
    this.rows = [];
    this.active = 0;
    lists += 1;
    this.list.id = `commands-${lists}`;
    input.setAttribute("aria-controls", this.list.id);
    slash.setAttribute("aria-controls", this.list.id);
    slash.addEventListener("click", () => this.toggle());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    input.addEventListener("blur", (event) => {
      if (event.relatedTarget !== slash) this.close();
    });
  }

  get shown() {
    return !this.list.hidden;
  }

  /** What the bot offers now: `[{command, description}]`. */
  offer(commands) {
    this.all = commands;
    this.slash.hidden = commands.length === 0;
    this.close();
  }

  toggle() {
    const open = !this.shown;
    this.input.focus();
    if (open) this.show(this.all);
    else this.close();
  }

  /** Follow what is typed: "/", "/st" open and filter, anything else closes. What is found only by what a command does
   *  is shown, but stands for no other: Enter sends what was typed until an arrow chooses. */
  follow(text) {
    const typed = /^\/(\w*)$/u.exec(text)?.[1].toLowerCase();
    if (typed === undefined) return this.close();
    const starts = this.all.filter(({ command }) => command.startsWith(typed));
    const holds = this.all.filter(({ command, description }) =>
      !command.startsWith(typed) && typed.length > 1 && `${command} ${description}`.toLowerCase().includes(typed));
    return this.show([...starts, ...holds], starts.length ? 0 : NONE);
  }

  show(found, active = 0) {
    if (found.length === 0) return this.close();
    this.rows = found.map(({ command, description }, at) => element("div", {
      class: "command-row", role: "option", id: `${this.list.id}-${at}`, "data-command": `/${command}`,
      onclick: () => this.choose(at), onpointermove: () => this.move(at),
    }, element("b", {}, `/${command}`), element("span", { dir: direction(description) }, description)));
    this.list.replaceChildren(...this.rows);
    this.list.hidden = false;
    this.slash.setAttribute("aria-expanded", "true");
    return this.move(active);
  }

  move(to) {
    this.active = to;
    for (const [at, row] of this.rows.entries()) row.setAttribute("aria-selected", String(at === to));
    if (to === NONE) return this.input.removeAttribute("aria-activedescendant");
    this.rows[to].scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", this.rows[to].id);
  }

  /** From no row, down leads to the first and up to the last. */
  step(by) {
    const from = this.active === NONE && by < 0 ? 0 : this.active;
    this.move((from + by + this.rows.length) % this.rows.length);
  }

  /** Take a key of the textarea while the list is open; true when it was ours. */
  key(event) {
    if (!this.shown || event.isComposing) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.step(steps[event.key]);
    else if (event.key === "Enter" && !event.shiftKey && this.active !== NONE) this.choose(this.active);
    else if (event.key === "Tab" && !event.shiftKey) this.complete();
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  choose(at) {
    const { command } = this.rows[at].dataset;
    this.close();
    if (this.input.value.startsWith("/")) this.input.value = "";
    this.onChoose(command);
  }

  complete() {
    this.input.value = `${this.rows[Math.max(this.active, 0)].dataset.command} `;
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.slash.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
