import { direction } from "./direction.js";
import { draw, values } from "./kit.js";
import { element } from "./element.js";

/** The modal in front of one person, as a dialog inside that person's pane.
 *
 *  `submit(values)`, `choose({action_id, value, values})` for a field that others depend on, `close()` and `tap(data)` are sent to the server, which then says what is shown. */
export class Modal {
  constructor(pane, { submit, choose, close, tap }) {
    this.tap = tap;
    this.close = close;
    this.title = element("h2", { id: `${pane.id}-modal`, dir: "auto" });
    this.parts = element("div", { class: "modal-parts" });
    this.wrong = element("p", { class: "wrong", role: "alert", hidden: true });
    this.cancel = element("button", { type: "button", class: "quiet", onclick: () => close() });
    this.done = element("button", { type: "submit", class: "solid" });
    const form = element("form", { novalidate: true, onsubmit: (event) => this.send(event, submit) },
      this.title, this.parts, this.wrong, element("div", { class: "box-foot" }, this.cancel, this.done));
    this.box = element("div", {
      class: "modal", role: "dialog", "aria-labelledby": this.title.id, hidden: true,
      onchange: (event) => this.chosen(event.target, choose),
      onkeydown: (event) => event.key === "Escape" && this.close(),
    }, form);
    pane.append(this.box);
  }

  /** Show this view, or none. What the person is typing in a field that stays is left alone. */
  show(view) {
    this.wrong.hidden = true;
    this.box.removeAttribute("aria-busy");
    const said = JSON.stringify(view);
    if (said === this.said) return;
    this.said = said;
    const held = this.parts.contains(document.activeElement) ? document.activeElement.id : null;
    const opens = view && this.box.hidden;
    this.box.hidden = !view;
    if (!view) return;
    const typed = this.id === view.id ? values(this.parts) : {};
    this.id = view.id;
    this.title.textContent = view.title;
    this.box.dir = direction(view.title);
    this.cancel.textContent = view.close ?? "Cancel";
    this.done.textContent = view.submit ?? "";
    this.done.hidden = !view.submit;
    this.parts.replaceChildren(...draw({ ...view, parts: view.parts.map((part) => kept(part, typed)) }, this.tap));
    const first = ["[aria-invalid=true]", "input, select, textarea"].map((some) => this.parts.querySelector(some))
      .find(Boolean) ?? this.done;
    if (opens || Object.keys(view.errors).length) first.focus();
    else if (held) document.getElementById(held)?.focus();
  }

  refused(why) {
    this.box.removeAttribute("aria-busy");
    this.wrong.textContent = why;
    this.wrong.hidden = false;
  }

  /** The app is told at once of a choice that decides which other fields there are. */
  chosen(control, choose) {
    const box = control.closest("[data-live]");
    if (box && control.value) choose({ action_id: box.dataset.action, value: control.value, values: values(this.parts) });
  }

  send(event, submit) {
    event.preventDefault();
    if (this.box.getAttribute("aria-busy") === "true") return;
    if (submit(values(this.parts))) this.box.setAttribute("aria-busy", "true");
  }
}

function kept(part, typed) {
  const value = typed[part.block_id]?.[part.action_id];
  return value === undefined || value === null ? part : { ...part, value };
}
