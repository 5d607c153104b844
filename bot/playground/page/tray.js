import { weight } from "./bubble.js";
import { element, icon } from "./element.js";

const PICTURE = /^image\/(jpeg|png)$/u;

/** Files that were chosen, dropped or pasted and not yet sent.
 *
 *  A picture can go as a photo or, unchanged, as a file. `onChange()` hears when the tray fills or empties. */
export class Tray {
  constructor({ tray, attach, file, input, talk, dropzone }, onChange) {
    Object.assign(this, { tray, onChange });
    this.waiting = [];
    attach.addEventListener("click", () => file.click());
    file.addEventListener("change", () => {
      this.add(file.files);
      file.value = "";
    });
    input.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.add(event.clipboardData.files);
    });
    this.drop(talk, dropzone);
  }

  drop(talk, dropzone) {
    const files = (event) => event.dataTransfer?.types.includes("Files");
    let depth = 0;
    const over = (by) => {
      depth = by === 0 ? 0 : Math.max(0, depth + by);
      dropzone.hidden = depth === 0;
    };
    const pane = talk.closest(".pane");
    pane.addEventListener("dragenter", (event) => files(event) && over(1));
    pane.addEventListener("dragleave", (event) => files(event) && over(-1));
    pane.addEventListener("dragover", (event) => files(event) && event.preventDefault());
    pane.addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      over(0);
      this.add(event.dataTransfer.files);
    });
  }

  get size() {
    return this.waiting.length;
  }

  add(files) {
    for (const file of files) {
      const picture = PICTURE.test(file.type);
      const item = { file, as: picture ? "photo" : "document" };
      item.node = this.row(item, picture);
      this.waiting.push(item);
      this.tray.append(item.node);
    }
    this.changed();
  }

  row(item, picture) {
    const { file } = item;
    if (picture) item.preview = URL.createObjectURL(file);
    const choice = element("label", { class: "tray-as" },
      element("input", { type: "checkbox", checked: true, onchange: (event) => {
        item.as = event.target.checked ? "photo" : "document";
      } }), "as photo");
    return element("div", { class: "tray-row" },
      picture ? element("img", { src: item.preview, alt: "", width: 40, height: 40 }) : element("span", { class: "tray-icon" }, icon("file")),
      element("span", { class: "tray-name" }, element("b", { dir: "auto" }, file.name), weight(file.size)),
      picture ? choice : null,
      element("button", { type: "button", class: "tool small", onclick: () => this.remove(item) },
        icon("close"), element("span", { class: "sr" }, `Don’t send ${file.name}`)));
  }

  remove(item) {
    if (item.preview) URL.revokeObjectURL(item.preview);
    item.node.remove();
    this.waiting = this.waiting.filter((each) => each !== item);
    this.changed();
  }

  changed() {
    this.tray.hidden = this.size === 0;
    this.onChange();
  }

  /** Send all to `address`, one after the other; `caption` goes with the first. What failed stays, and why is thrown. */
  async send(address, caption) {
    let words = caption;
    for (const item of [...this.waiting]) {
      item.node.setAttribute("aria-busy", "true");
      try {
        await upload(address, item, words);
      } finally {
        item.node.removeAttribute("aria-busy");
      }
      words = "";
      this.remove(item);
    }
  }
}

async function upload(address, { file, as }, caption) {
  const body = new FormData();
  body.append("as", as);
  if (caption) body.append("caption", caption);
  body.append("file", file, file.name);
  const reply = await fetch(address, { method: "POST", body }).catch(() => null);
  if (!reply) throw new Error(`${file.name} was not sent: the playground server does not answer.`);
  if (!reply.ok) {
    const said = await reply.json().catch(() => ({}));
    throw new Error(said.error ?? `${file.name} was not sent (${reply.status}).`);
  }
}
