import { Chat } from "./chat.js";
import { badge, element, parts } from "./element.js";
import { added, askPerson, invite } from "./person.js";
import { SlackChat } from "./slack.js";

const PANE = 360;
const narrow = window.matchMedia("(max-width: 759.98px)");

/** Which chats there are and which are on the screen: side by side where there is room, one behind tabs where not. */
export class Stage {
  constructor({ onState }) {
    this.page = parts(document);
    this.notify = onState;
    this.chats = [];
    this.wanted = [];
    this.current = null;
    this.page.addPane.addEventListener("click", () => this.more());
    this.page.firstPerson.addEventListener("click", () => this.newPerson(null));
    this.page.tabs.addEventListener("keydown", (event) => this.tabKey(event));
    narrow.addEventListener("change", () => this.arrange());
    new ResizeObserver(() => this.arrange()).observe(this.page.stage);
    document.addEventListener("visibilitychange", () => this.arrange());
  }

  /** Open a chat for each profile, and for the people added in this tab; the first two are shown. */
  async fill(profiles) {
    const more = added().filter((person) => !profiles.some(({ user_id: id }) => id === person.user_id));
    await Promise.allSettled(more.map(invite));
    for (const profile of [...profiles, ...more]) this.add(profile);
    this.wanted = this.chats.slice(0, 2);
    this.current = this.chats[0] ?? null;
    this.arrange();
  }

  add(profile) {
    const chat = new (profile.platform === "slack" ? SlackChat : Chat)(profile, this.chats.length, this);
    chat.pane.hidden = true;
    chat.tab = element("button", {
      type: "button", role: "tab", id: `tab-${profile.user_id}`, "aria-controls": chat.pane.id, "data-hue": chat.hue,
      onclick: () => this.put(chat, null),
    }, element("span", { class: "avatar", "aria-hidden": true }, chat.initials),
    element("span", { class: "tab-name", dir: "auto" }, profile.name),
    element("small", {}, chat.place), element("span", { class: "badge", hidden: true }));
    this.chats.push(chat);
    this.page.stage.append(chat.pane);
    this.page.tabs.append(chat.tab);
    return chat;
  }

  /** How many panes fit. */
  get room() {
    return narrow.matches ? 1 : Math.max(2, Math.floor(this.page.stage.clientWidth / PANE));
  }

  get shown() {
    return narrow.matches ? [this.current].filter(Boolean) : this.wanted.slice(0, this.room);
  }

  /** Show `chat` in the pane of `other`; if it is already shown, the two change places. */
  put(chat, other) {
    const from = this.wanted.indexOf(chat);
    const to = Math.max(0, this.wanted.indexOf(other ?? this.current));
    if (from >= 0 && other) this.wanted[from] = other;
    if (from < 0 || other) this.wanted[to] = chat;
    this.current = chat;
    this.arrange();
    if (narrow.matches) chat.tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    else chat.parts.switch.focus();
  }

  more() {
    const next = this.chats.find((chat) => !this.wanted.includes(chat));
    if (next) this.wanted = [...this.wanted.slice(0, this.room - 1), next];
    this.arrange();
  }

  arrange() {
    const { shown, page } = this;
    for (const [at, chat] of shown.entries()) {
      const there = page.stage.querySelectorAll(".pane")[at];
      if (there !== chat.pane) there.before(chat.pane);
    }
    for (const chat of this.chats) {
      chat.show(shown.includes(chat));
      chat.pane.role = narrow.matches ? "tabpanel" : null;
      chat.tab.setAttribute("aria-selected", String(chat === this.current));
      chat.tab.tabIndex = chat === this.current ? 0 : -1;
    }
    page.nobody.hidden = this.chats.length > 0;
    page.addPane.hidden = narrow.matches || shown.length >= Math.min(this.room, this.chats.length);
    this.onUnread();
  }

  tabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = this.chats.indexOf(this.current) + step + this.chats.length;
    const chat = this.chats[at % this.chats.length];
    this.put(chat, null);
    chat.tab.focus();
  }

  people(chat) {
    const rows = this.chats.map((each) => ({
      label: each.profile.name, note: each.place, checked: each === chat, unread: each.unread,
      act: () => this.put(each, chat),
    }));
    return [...rows, null, { label: "New person…", act: () => this.newPerson(chat) }];
  }

  actions(chat) {
    const close = { label: "Close this pane", act: () => this.close(chat) };
    return [{ label: "New person…", act: () => this.newPerson(chat) }, ...(this.shown.length > 1 ? [null, close] : [])];
  }

  close(chat) {
    this.wanted = this.wanted.filter((each) => each !== chat);
    this.arrange();
  }

  async newPerson(chat) {
    const profile = await askPerson();
    if (profile) this.put(this.add(profile), chat);
  }

  onUnread() {
    const total = this.chats.reduce((sum, chat) => sum + chat.unread, 0);
    const hidden = this.chats.filter((chat) => chat.pane.hidden).reduce((sum, chat) => sum + chat.unread, 0);
    for (const chat of this.chats) {
      chat.elsewhere(hidden);
      badge(chat.tab.querySelector(".badge"), chat.unread, "unread");
    }
    document.title = `${total ? `(${total}) ` : ""}${this.page.title.textContent}`;
  }

  onState(chat, up, wait) {
    if (!up && chat.profile.added) invite(chat.profile).catch(() => {}); // a restarted server has forgotten them
    chat.waitsUntil = up ? null : Date.now() + wait;
    this.notify(this.chats.filter((each) => each.waitsUntil));
  }

  retry() {
    for (const chat of this.chats) chat.link.retry();
  }
}
