import { element } from "./element.js";

const KEPT = {
  B: "strong", STRONG: "strong", I: "em", EM: "em", U: "u", INS: "u", S: "s", DEL: "s", STRIKE: "s",
  CODE: "code", PRE: "pre", BLOCKQUOTE: "blockquote", A: "a", "TG-SPOILER": "spoiler",
};
const TOKENS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])|(?<![\w/@.:-])\/([a-z][a-z0-9_]{0,31})(?![\w/])/giu;
const SAFE = /^(https?|mailto):/iu;

/** Build the nodes of a message from its `html` (or its plain `text`).
 *
 *  The markup is parsed into an inert document and rebuilt from an allow-list: an unknown tag keeps its words
 *  and loses itself, no attribute but a safe address survives. Addresses become links; words that are commands
 *  the bot offers become buttons that send them. */
export function rich(message, commands) {
  const out = document.createDocumentFragment();
  if (message.html) {
    const inert = new DOMParser().parseFromString(message.html, "text/html");
    rebuild(inert.body, out, commands, true);
    for (const block of out.querySelectorAll("pre, blockquote")) trim(block);
  } else {
    plain(message.text ?? "", out, commands);
  }
  return out;
}

/** Add plain text, with its addresses as links. */
export function plain(text, out, commands = new Set()) {
  let done = 0;
  for (const found of text.matchAll(TOKENS)) {
    const node = found[1] ? anchor(found[1], found[1]) : command(found[2], commands);
    if (!node) continue;
    out.append(text.slice(done, found.index), node);
    done = found.index + found[0].length;
  }
  out.append(text.slice(done));
}

function rebuild(from, into, commands, live) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (live) plain(node.data, into, commands);
      else into.append(node.data);
    } else if (node.nodeName === "BR") {
      into.append("\n");
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const made = kept(node);
      rebuild(node, made ?? into, commands, live && !["A", "CODE", "PRE"].includes(node.nodeName));
      if (made) into.append(made);
    }
  }
}

/** A block stands on lines of its own: the line breaks next to it in the text would be empty lines. */
function trim({ previousSibling: before, nextSibling: after }) {
  if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.replace(/\n$/u, "");
  if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/u, "");
}

function kept(node) {
  const tag = KEPT[node.nodeName];
  if (tag === "a") return SAFE.test(node.getAttribute("href") ?? "") ? anchor(node.getAttribute("href")) : null;
  if (tag === "spoiler") {
    const attributes = { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text: press to show" };
    return element("span", attributes);
  }
  if (tag === "pre" || (tag === "code" && node.parentElement?.nodeName !== "PRE")) {
    return element(tag, { role: "button", tabindex: 0, title: "Copy", "data-copy": true });
  }
  return tag ? element(tag) : null;
}

function anchor(href, ...words) {
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...words);
}

function command(name, commands) {
  if (!commands.has(name.toLowerCase())) return null;
  return element("button", { type: "button", class: "command", "data-command": `/${name}` }, `/${name}`);
}
