import { direction } from "./direction.js";
import { element, parts } from "./element.js";

const page = parts(document);

/** A short line at the foot of the page that goes by itself; `action` is `{label, act}`. */
export function say(text, action = null, seconds = 6) {
  const node = element("div", { class: "toast" }, element("span", { dir: "auto" }, text));
  if (action) {
    const act = () => { node.remove(); action.act(); };
    node.append(element("button", { type: "button", onclick: act }, action.label));
  }
  page.toasts.replaceChildren(node);
  setTimeout(() => node.remove(), seconds * 1000);
}

/** A text that must be seen, until OK is pressed. */
export function insist(text) {
  page.alertText.textContent = text;
  page.alertText.dir = direction(text);
  page.alert.showModal();
}

/** Copy a text and say so. Without a secure context the clipboard API is missing, so the old way stays as the spare. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { class: "sr" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`Copied ${text.length > 40 ? `${text.slice(0, 39)}…` : text}`, null, 2.5);
}
