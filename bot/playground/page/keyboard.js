import { direction, script } from "./direction.js";
import { element, icon } from "./element.js";

const PATIENCE = 20_000;

/** The inline keyboards of one chat: which buttons were pressed and not yet answered.
 *
 *  `onTap(messageId, data)` sends a press and returns whether it went out; `onCopy(text)` copies. */
export class Keyboards {
  constructor({ onTap, onCopy }) {
    this.onTap = onTap;
    this.onCopy = onCopy;
    this.waiting = [];
  }

  /** The keyboard of a message, or null when it has none. It reads in the message's own direction. */
  render(message, dir) {
    if (!message.buttons?.length) return null;
    const rows = message.buttons.map((row) =>
      element("div", { class: "keys" }, ...row.map((button) => this.button(message, button))));
    const label = message.buttons.flat().length === 1 ? "Button" : "Buttons";
    return element("div", { class: "keyboard", role: "group", "aria-label": label, dir }, ...rows);
  }

  button(message, { text, data, url, style, copy }) {
    const words = element("span", { dir: direction(text), lang: script(text) }, text);
    const look = { class: "key", "data-style": style };
    if (url) {
      return element("a", { ...look, href: safe(url), target: "_blank", rel: "noopener noreferrer" }, words, icon("open"));
    }
    if (copy) {
      return element("button", { ...look, type: "button", onclick: () => this.onCopy(copy) }, words, icon("copy"));
    }
    const busy = this.waiting.some((tap) => tap.id === message.message_id && tap.data === data);
    return element("button", {
      ...look, type: "button", "data-data": data, "aria-busy": busy,
      onclick: (event) => this.tap(message.message_id, data, event.currentTarget),
    }, words, element("span", { class: "spinner", "aria-hidden": true }));
  }

  tap(id, data, node) {
    if (node.getAttribute("aria-busy") === "true" || !this.onTap(id, data)) return;
    const tap = { id, data, node };
    tap.timer = setTimeout(() => this.settle(tap), PATIENCE);
    this.waiting.push(tap);
    node.setAttribute("aria-busy", "true");
  }

  /** The bot answered a press on this message: the oldest one that waits is done. */
  answered(id) {
    const tap = this.waiting.find((each) => each.id === id);
    if (tap) this.settle(tap);
  }

  /** Give up all that waits: the connection or the message is gone. */
  reset(id) {
    for (const tap of [...this.waiting]) if (id === undefined || tap.id === id) this.settle(tap);
  }

  settle(tap) {
    clearTimeout(tap.timer);
    this.waiting = this.waiting.filter((each) => each !== tap);
    const log = tap.node.isConnected ? tap.node.parentElement : document;
    tap.node.removeAttribute("aria-busy");
    for (const node of log.querySelectorAll(`[data-message="${tap.id}"] .key[aria-busy]`)) {
      if (node.dataset.data === tap.data) node.removeAttribute("aria-busy");
    }
  }
}

function safe(url) {
  return /^(https?|tg|mailto):/iu.test(url) ? url : "about:blank";
}
