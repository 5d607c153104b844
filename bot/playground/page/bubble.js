import { direction, script } from "./direction.js";
import { element, icon } from "./element.js";
import { clockTime, fullTime, machineTime } from "./moment.js";
import { rich } from "./rich.js";

/** One message as an element: bubble, attachment, quote, text, time, and its keyboard.
 *
 *  `chat` gives what a message needs of its surroundings: `botName`, `commands` (a Set of names), `keyboards`,
 *  and `find(messageId)` for the message that this one answers. */
export function bubble(message, chat) {
  const words = message.text ?? "";
  const dir = direction(words || labels(message));
  const keyboard = chat.keyboards.render(message, dir === "auto" ? "ltr" : dir);
  return element("article", {
    class: `message ${message.from_bot ? "from-bot" : "from-user"}${keyboard ? " has-keys" : ""}`,
    "data-message": message.message_id,
    tabindex: -1,
  }, element("div", { class: kind(message), dir, lang: script(words) },
    element("span", { class: "sr" }, message.from_bot ? `${chat.botName}: ` : "You: "),
    quote(chat.find(message.reply_to), chat),
    message.photo ? photo(message) : null,
    message.document ? file(message.document) : null,
    words || message.html ? element("div", { class: "text" }, rich(message, chat.commands), meta(message)) : meta(message),
  ), keyboard);
}

function labels(message) {
  return (message.buttons ?? []).flat().map((button) => button.text).join(" ");
}

function kind(message) {
  const bare = message.photo && !message.text && !message.html;
  return `bubble${message.photo ? " photo" : ""}${bare ? " bare" : ""}`;
}

function meta(message) {
  const { at, edited_at: edited } = message;
  return element("span", { class: "meta", dir: "ltr" },
    edited ? element("span", { class: "edited", title: fullTime(edited) }, "edited") : null,
    element("time", { datetime: machineTime(at), title: fullTime(at) }, clockTime(at)));
}

function quote(answered, chat) {
  if (!answered) return null;
  const words = answered.text || answered.document?.name || "Photo";
  return element("button", { type: "button", class: "quote", "data-jump": answered.message_id },
    element("strong", {}, answered.from_bot ? chat.botName : "You"),
    element("span", { dir: direction(words) }, words.slice(0, 160)));
}

function photo({ photo: { url, width, height }, text }) {
  const alt = text ? "Photo, described below" : "Photo";
  return element("a", { class: "picture", href: url, target: "_blank", rel: "noopener" },
    element("img", { src: url, width: width || 320, height: height || 240, alt, decoding: "async" }));
}

function file({ url, name, size, mime }) {
  const ending = /\.(\w{1,5})$/u.exec(name ?? "")?.[1] ?? mime?.split("/")[1] ?? "file";
  return element("a", { class: "file", href: url, download: name || "file", dir: "ltr" },
    element("span", { class: "file-kind", "aria-hidden": true }, icon("file"), ending.slice(0, 4)),
    element("span", { class: "file-name" }, element("b", { dir: "auto" }, name || "File"), weight(size)));
}

/** "12 KB": a file's size for people. */
export function weight(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
