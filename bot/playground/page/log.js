import { bubble } from "./bubble.js";
import { badge, element } from "./element.js";
import { dayKey, dayLabel, serviceNow } from "./moment.js";

const NEAR = 48;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/** The messages of one chat, by day, with the scroll position kept.
 *
 *  While the reader is at the end, new messages keep the end in view; further up nothing moves, and what
 *  arrived is counted at the button that leads down. `onUnread(count)` hears of each change. */
export class Log {
  constructor({ scroller, log, jump, unread, typing }, chat, onUnread) {
    Object.assign(this, { scroller, log, jump, badge: unread, typing, chat, onUnread });
    this.rows = new Map();
    this.count = 0;
    this.pinned = true;
    this.visible = false;
    scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    scroller.addEventListener("scroll", () => scroller.classList.add("moving"), { passive: true });
    scroller.addEventListener("scrollend", () => scroller.classList.remove("moving"));
    jump.addEventListener("click", () => this.toEnd(calm.matches ? "instant" : "smooth"));
    new ResizeObserver(() => this.settle()).observe(scroller);
    new ResizeObserver(() => this.settle()).observe(log);
  }

  find(id) {
    return this.rows.get(id)?.message;
  }

  /** Replace everything by what the server says is there; the reader's place is kept. */
  reset(messages) {
    const { scrollTop } = this.scroller;
    this.log.setAttribute("aria-live", "off");
    this.log.replaceChildren();
    const seen = this.rows;
    this.rows = new Map();
    for (const message of messages) {
      this.insert(message);
      if (seen.size && !seen.has(message.message_id)) this.arrived(message);
    }
    this.scroller.scrollTop = this.pinned ? this.scroller.scrollHeight : scrollTop;
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  /** A new message: at the end, in its day. */
  add(message) {
    this.idle();
    if (this.rows.has(message.message_id)) return this.change(message);
    const node = this.insert(message);
    node.classList.add("new");
    if (!message.from_bot) this.pinned = true;
    this.arrived(message);
    return this.settle();
  }

  /** An edit: in place, with focus and scroll position kept. */
  change(message) {
    const row = this.rows.get(message.message_id);
    if (!row) return this.add(message);
    const focused = row.node.contains(document.activeElement) ? document.activeElement : null;
    const node = bubble(message, this.chat);
    node.classList.add("changed");
    row.node.replaceWith(node);
    this.rows.set(message.message_id, { message, node });
    if (focused) refocus(node, focused);
    return this.settle();
  }

  remove(id) {
    const row = this.rows.get(id);
    if (!row) return;
    const day = row.node.parentElement;
    row.node.remove();
    this.rows.delete(id);
    if (!day.querySelector(".message")) day.remove();
  }

  /** Draw all messages again, because what they link to changed. */
  redraw() {
    for (const [id, { message, node: old }] of this.rows) {
      const node = bubble(message, this.chat);
      old.replaceWith(node);
      this.rows.set(id, { message, node });
    }
  }

  insert(message) {
    const node = bubble(message, this.chat);
    this.day(message.at).append(node);
    this.rows.set(message.message_id, { message, node });
    return node;
  }

  day(at) {
    const key = dayKey(at);
    const last = this.log.lastElementChild;
    if (last?.dataset.day === key) return last;
    const label = element("h3", { class: "day-label", "data-at": at }, element("span", {}, dayLabel(at, serviceNow())));
    const day = element("section", { class: "day", "data-day": key }, label);
    this.log.append(day);
    return day;
  }

  /** The bot is typing: shown until a message comes, five seconds at most (as on Telegram). */
  busy() {
    this.typing.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.idle(), 5000);
    this.settle();
  }

  idle() {
    clearTimeout(this.timer);
    this.typing.hidden = true;
  }

  arrived(message) {
    if (!message.from_bot || (this.pinned && this.looked)) return;
    this.unread(this.count + 1);
  }

  get looked() {
    return this.visible && document.visibilityState === "visible";
  }

  /** Whether the pane is on the screen at all. One that comes or moves has lost its place: it gets it back. */
  show(visible) {
    this.visible = visible;
    if (!visible) return;
    if (!this.pinned) this.scroller.scrollTop = this.top;
    this.settle();
  }

  unread(count) {
    this.count = count;
    badge(this.badge, count, count === 1 ? "unread message" : "unread messages");
    this.onUnread(count);
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (clientHeight === 0) return;
    this.top = scrollTop;
    this.pinned = scrollHeight - scrollTop - clientHeight < NEAR;
    this.jump.hidden = this.pinned;
    if (this.pinned && this.looked && this.count) this.unread(0);
  }

  settle() {
    if (this.pinned) this.toEnd("instant");
    else this.scrolled();
  }

  toEnd(behavior) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
    if (behavior === "instant") this.scrolled();
  }

  /** Bring one message into view and light it up. */
  goTo(id) {
    const node = this.rows.get(id)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
    node.classList.remove("changed");
    requestAnimationFrame(() => node.classList.add("changed"));
  }
}

function refocus(node, before) {
  const keys = [...node.querySelectorAll(".key")];
  const same = keys.find((key) => key.dataset.data && key.dataset.data === before.dataset.data);
  (same ?? keys[0] ?? node).focus({ preventScroll: true });
}
