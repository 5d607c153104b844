import { Composer } from "./composer.js";
import { direction } from "./direction.js";
import { badge, parts } from "./element.js";
import { Keyboards } from "./keyboard.js";
import { Link } from "./link.js";
import { Log } from "./log.js";
import { Menu } from "./menu.js";
import { copy, insist } from "./notice.js";

const HUES = { expert: 0, recruiter: 1, reviewer: 2, client: 3, admin: 4 };

/** One person's chat with the bot: its pane, its connection, its state.
 *
 *  `profile` is an entry of page.json's chats. `stage` is asked what else there is: `people(chat)` and
 *  `actions(chat)` for the two menus, `onUnread(chat)` and `onState(chat, up, retryInMs)` for changes. */
export class Chat {
  constructor(profile, at, stage) {
    this.profile = profile;
    this.stage = stage;
    this.hue = HUES[profile.role?.toLowerCase()] ?? at % 6;
    this.pane = document.querySelector("#pane").content.firstElementChild.cloneNode(true);
    this.parts = parts(this.pane);
    this.botName = "the bot";
    this.commands = new Set();
    this.blocked = false;
    this.keyboards = new Keyboards({ onTap: (id, data) => this.tap(id, data), onCopy: copy });
    this.log = new Log(this.parts, this, () => stage.onUnread(this));
    const path = this.path();
    this.composer = new Composer(this.parts, {
      send: (text) => this.link.send({ type: "text", text }),
      address: `${path}/file`, suggest: profile.suggest ?? [], onSize: () => this.log.settle(),
    });
    this.dress();
    this.link = new Link(path, {
      onMessage: (event) => this.receive(event), onState: (up, wait) => this.connected(up, wait),
    });
  }

  /** Where the server shows this person. */
  path() { return `/play/chat/${this.profile.user_id}`; }

  /** What this person alone can do, for the menu of the pane. */
  own() {
    return [this.blocked
      ? { label: "Unblock the bot", act: () => this.block(false) }
      : { label: "Block the bot", act: () => this.block(true), danger: true }];
  }

  get platform() { return "Telegram"; }

  /** What this person is, and where: "expert · Telegram". */
  get place() { return [this.profile.role, this.platform].filter(Boolean).join(" · "); }

  get unread() { return this.log.count; }

  /** Up to two letters; one in Arabic script, where two would join into something else. */
  get initials() {
    const words = this.profile.name.replace(/^(Dr|Prof|Mr|Ms|Mrs|د)\.?\s+/u, "").split(/\s+/u);
    const some = direction(this.profile.name) === "rtl" ? words.slice(0, 1) : words.slice(0, 2);
    return some.map((word) => [...word][0]).join("").toUpperCase();
  }

  find(id) { return id ? this.log.find(id) : undefined; }

  /** Put the person's name and the listeners on the pane. */
  dress() {
    const { name, user_id: id } = this.profile;
    const { avatar, start, unblock, scroller, log, more } = this.parts;
    Object.assign(this.pane, { id: `chat-${id}` });
    this.pane.dataset.hue = this.hue;
    this.pane.setAttribute("aria-label", `${name}, ${this.place}`);
    avatar.textContent = this.initials;
    this.parts.name.textContent = name;
    this.parts.role.textContent = this.place;
    this.parts.hint.textContent = this.profile.hint ?? "";
    log.setAttribute("aria-label", `Messages of ${name} and the bot`);
    scroller.setAttribute("aria-label", `Chat of ${name}`);
    start.addEventListener("click", () => this.link.send({ type: "start", payload: "" }));
    unblock.addEventListener("click", () => this.block(false));
    log.addEventListener("click", (event) => this.press(event));
    log.addEventListener("keydown", (event) => this.pressByKey(event));
    new Menu(this.parts.switch, () => this.stage.people(this));
    new Menu(more, () => [
      ...this.own(), ...this.stage.actions(this),
    ]);
  }

  /** Whether the pane is on the screen. */
  show(visible) {
    this.pane.hidden = !visible;
    this.log.show(visible);
    if (visible) this.composer.grow();
  }

  connected(up, wait) {
    this.pane.toggleAttribute("data-away", !up);
    this.composer.connected(up);
    if (!up) this.keyboards.reset();
    this.stage.onState(this, up, wait);
  }

  receive(event) {
    const act = {
      chat: () => this.restore(event),
      message: () => this.log.add(event.message),
      edit: () => this.log.change(event.message),
      delete: () => this.log.remove(event.message_id),
      answered: () => this.answered(event),
      commands: () => this.offer(event.commands),
      action: () => this.log.busy(),
      blocked: () => this.showBlocked(event.blocked),
      error: () => this.refused(event.error),
    }[event.type];
    act?.();
    this.parts.empty.hidden = this.log.rows.size > 0 || this.botName === "the bot";
  }

  restore({ bot, blocked, messages, commands }) {
    this.botName = bot.name;
    this.parts.with.textContent = `with ${bot.name}`;
    this.parts.botName.textContent = bot.name;
    this.commands = new Set(commands.map(({ command }) => command));
    this.composer.list.offer(commands);
    this.log.reset(messages);
    for (const { from_bot: fromBot, text } of messages) if (!fromBot) this.composer.used(text);
    this.composer.used(null);
    this.showBlocked(Boolean(blocked));
  }

  offer(commands) {
    this.commands = new Set(commands.map(({ command }) => command));
    this.composer.list.offer(commands);
    this.log.redraw();
  }

  answered({ message_id: id, text, alert }) {
    this.keyboards.answered(id);
    if (!text) return;
    if (alert) insist(text);
    else this.toast(text);
  }

  toast(text) {
    const { toast } = this.parts;
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.hidden = true; }, 3000 + 40 * text.length);
  }

  refused(why) {
    this.keyboards.reset();
    this.composer.refused(why);
  }

  tap(id, data) {
    if (this.blocked) this.toast("Unblock the bot first.");
    return !this.blocked && this.link.send({ type: "tap", message_id: id, data });
  }

  block(blocked) { this.link.send({ type: "block", blocked }); }

  showBlocked(blocked) {
    this.blocked = blocked;
    this.parts.composer.hidden = blocked;
    this.parts.unblock.hidden = !blocked;
    this.parts.start.disabled = blocked;
  }

  /** What is pressed inside a message besides its keyboard: commands, code, hidden text, quotes. */
  press({ target }) {
    const { command } = target.closest("[data-command]")?.dataset ?? {};
    const { jump } = target.closest("[data-jump]")?.dataset ?? {};
    const code = target.closest("[data-copy]");
    if (command) this.composer.put(command);
    if (jump) this.log.goTo(Number(jump));
    if (code) copy(code.textContent);
    target.closest(".spoiler")?.classList.add("open");
  }

  pressByKey(event) {
    if (!["Enter", " "].includes(event.key) || event.target.getAttribute("role") !== "button") return;
    event.preventDefault();
    this.press(event);
  }

  /** How many messages wait in chats that are not on the screen. */
  elsewhere(count) { badge(this.parts.elsewhere, count, "unread in other chats"); }
}
