import { badge, element } from "./element.js";

/** A menu under a button: opens by click or arrow down, moves with arrows, Home and End, closes on Escape.
 *
 *  `items()` gives, each time it opens, a list of `{label, note, checked, unread, act}` or null for a line. */
export class Menu {
  constructor(button, items) {
    this.button = button;
    this.items = items;
    button.addEventListener("click", () => (this.list ? this.close() : this.open()));
    button.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" || this.list) return;
      event.preventDefault();
      this.open();
    });
  }

  open() {
    this.list = element("div", { class: "menu", role: "menu", "aria-label": this.button.textContent.trim() });
    for (const item of this.items()) this.list.append(item ? this.row(item) : element("hr", { role: "separator" }));
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focusout", (event) => {
      if (!this.list?.contains(event.relatedTarget) && event.relatedTarget !== this.button) this.close(false);
    });
    this.button.after(this.list);
    this.button.setAttribute("aria-expanded", "true");
    this.away = (event) => {
      if (!this.list.contains(event.target) && !this.button.contains(event.target)) this.close(false);
    };
    document.addEventListener("pointerdown", this.away);
    this.rows()[0]?.focus();
  }

  row({ label, note, checked, unread, act, danger }) {
    const role = checked === undefined ? "menuitem" : "menuitemradio";
    const count = element("span", { class: "badge", hidden: true });
    badge(count, unread ?? 0, "unread");
    return element("button", {
      type: "button", role, tabindex: -1, class: danger ? "danger" : null, "aria-checked": checked,
      onclick: () => { this.close(); act(); },
    }, element("span", { dir: "auto" }, label), note ? element("small", {}, note) : null, count);
  }

  rows() {
    return [...this.list.querySelectorAll("[role^=menuitem]")];
  }

  key(event) {
    const rows = this.rows();
    const at = rows.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      rows[(to + rows.length) % rows.length].focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab") {
      this.close();
    }
  }

  close(refocus = true) {
    if (!this.list) return;
    const list = this.list;
    this.list = null;
    document.removeEventListener("pointerdown", this.away);
    this.button.setAttribute("aria-expanded", "false");
    if (refocus) this.button.focus();
    list.remove();
  }
}
