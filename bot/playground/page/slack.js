import { Chat } from "./chat.js";
import { draw } from "./kit.js";
import { Modal } from "./modal.js";
import { element } from "./element.js";

/** One person's Slack: the direct messages with the app, the app's home tab, and its modals. */
export class SlackChat extends Chat {
  /** Where the server shows this person. */
  path() { return `/play/slack/${encodeURIComponent(this.profile.user_id)}`; }

  get platform() { return "Slack"; }

  dress() {
    super.dress();
    this.pane.dataset.platform = "slack";
    this.home = element("div", { class: "home", role: "tabpanel", tabindex: 0, "aria-label": "Home", hidden: true });
    this.tabs = {
      messages: this.tabButton("Messages", false), home: this.tabButton("Home", true),
    };
    this.parts.talk.before(element("div", { class: "slack-tabs", role: "tablist", "aria-label": "The app's tabs" },
      this.tabs.messages, this.tabs.home), this.home);
    this.modal = new Modal(this.pane, {
      submit: (values) => this.link.send({ type: "submit", values }),
      choose: (chosen) => this.link.send({ type: "choose", ...chosen }),
      close: () => this.link.send({ type: "close" }),
      tap: (data) => this.link.send({ type: "tap", data }),
    });
    this.turn(false);
  }

  /** What this person alone can do, for the menu of the pane. */
  own() { return []; }

  tabButton(label, isHome) {
    return element("button", { type: "button", role: "tab", onclick: () => this.turn(isHome, true) }, label);
  }

  /** Turn to the home tab or to the messages; the app hears when a person opens its home. */
  turn(isHome, tell = false) {
    this.home.hidden = !isHome;
    this.parts.talk.hidden = isHome;
    this.parts.foot.hidden = isHome;
    this.tabs.home.setAttribute("aria-selected", String(isHome));
    this.tabs.messages.setAttribute("aria-selected", String(!isHome));
    if (tell && isHome) this.link.send({ type: "home" });
  }

  receive(event) {
    if (event.type === "home") this.drawHome(event.home);
    else if (event.type === "modal") this.modal.show(event.modal);
    else super.receive(event);
  }

  drawHome(view) {
    const parts = view ? draw(view, (data) => this.link.send({ type: "tap", data })) : [];
    this.home.replaceChildren(...parts.length ? parts : [
      element("p", { class: "fine" }, "The app has not shown anything here yet."),
    ]);
  }

  refused(why) {
    this.modal.refused(why);
    super.refused(why);
  }
}
