import { Commands } from "./commands.js";
import { direction } from "./direction.js";
import { element } from "./element.js";
import { Tray } from "./tray.js";

const LIMIT = 4096;
const touch = window.matchMedia("(pointer: coarse)");

/** Where a person writes: text, commands, files, suggestions.
 *
 *  `send(text)` puts a text on its way and returns whether it went; `address` takes the files. Nothing typed is
 *  lost: what could not be sent stays or comes back. */
export class Composer {
  constructor(parts, { send, address, suggest, onSize }) {
    Object.assign(this, { ...parts, sendText: send, address, onSize });
    this.ready = false;
    this.offers = suggest;
    this.list = new Commands(parts, (command) => this.put(command));
    this.files = new Tray(parts, () => this.refresh());
    this.composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => {
      this.complain("");
      this.list.follow(this.input.value);
      this.refresh();
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (this.list.key(event)) return this.refresh();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch.matches) return undefined;
    event.preventDefault();
    return this.submit();
  }

  async submit() {
    if (this.send.disabled) return;
    const text = this.input.value.trim();
    if (this.files.size) await this.sendFiles(text);
    else this.put(text, true);
  }

  async sendFiles(caption) {
    this.sending = true;
    this.input.value = "";
    this.refresh();
    try {
      await this.files.send(this.address, caption);
    } catch (error) {
      this.complain(error.message);
      if (!this.input.value) this.input.value = caption;
    }
    this.sending = false;
    this.refresh();
  }

  /** Send a text; `typed` when it stands in the textarea and goes from there. */
  put(text, typed = false) {
    if (!text || !this.sendText(text)) return;
    this.sent = text;
    if (typed) this.input.value = "";
    this.list.close();
    this.complain("");
    this.used(text);
  }

  /** The server refused what came last: say why, and give the text back. */
  refused(why) {
    this.complain(why);
    if (this.sent && !this.input.value) this.input.value = this.sent;
    this.sent = null;
    this.refresh();
  }

  /** A suggestion that was followed is not made again. */
  used(text) {
    this.offers = this.offers.filter((offer) => offer !== text);
    this.suggest.replaceChildren(...this.offers.map((offer) => element("button", {
      type: "button", class: "chip", dir: direction(offer), onclick: () => this.put(offer),
    }, offer)));
    this.refresh();
  }

  /** Whether there is a connection to send on. */
  connected(ready) {
    this.ready = ready;
    this.refresh();
  }

  complain(why) {
    this.wrong.hidden = !why;
    this.wrong.textContent = why;
  }

  refresh() {
    const text = this.input.value;
    const length = text.trim().length;
    const over = length > LIMIT;
    this.count.hidden = length < LIMIT - 500;
    this.count.textContent = over ? `${length - LIMIT} too long` : `${LIMIT - length} left`;
    this.count.classList.toggle("over", over);
    this.send.disabled = !this.ready || over || this.sending || (length === 0 && this.files.size === 0);
    this.suggest.hidden = this.offers.length === 0 || text !== "" || this.files.size > 0;
    this.input.placeholder = this.files.size ? "Caption" : "Message";
    this.input.dir = direction(text);
    this.grow();
  }

  /** Make the textarea as high as its text; out of sight it has no height to measure. */
  grow() {
    if (!this.input.offsetParent) return;
    const { style, offsetHeight, clientHeight } = this.input;
    style.blockSize = "auto";
    style.blockSize = `${this.input.scrollHeight + offsetHeight - clientHeight}px`;
    this.onSize();
  }
}
