import { direction } from "./direction.js";
import { element } from "./element.js";
import { rich } from "./rich.js";

const NONE = new Set();
const TYPES = {
  number_input: "number", email_text_input: "email", url_text_input: "url", datepicker: "date", timepicker: "time",
};
const MANY = ["checkboxes", "multi_static_select"];

/** The parts of a view as elements; `tap(data)` is called when one of its buttons is pressed. */
export function draw({ parts, errors }, tap) {
  const make = { text, header, divider: () => element("hr"), buttons: (part) => buttons(part, tap), input: field };
  return parts.map((part) => make[part.kind](part, errors ?? {}));
}

/** What stands in the fields inside `root`, as {block_id: {action_id: value}}. */
export function values(root) {
  const found = {};
  for (const box of root.querySelectorAll("[data-block]")) {
    const { block, action, element: kind } = box.dataset;
    (found[block] ??= {})[action] = kind === "datetimepicker" ? moment(box) : read(box, kind);
  }
  return found;
}

function read(box, kind) {
  if (MANY.includes(kind)) return [...box.querySelectorAll("input:checked")].map((each) => each.value);
  if (kind === "radio_buttons") return box.querySelector("input:checked")?.value ?? null;
  const control = box.querySelector("input, select, textarea");
  return control.value || null;
}

function moment(box) {
  const said = box.querySelector("input").value;
  return said ? Math.round(new Date(said).getTime() / 1000) : null;
}

/** A moment as its input takes it, by the clock of whoever looks. */
function local(seconds) {
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function text({ html }) {
  const node = element("p", { class: "text" }, rich({ html }, NONE));
  node.dir = direction(node.textContent);
  return node;
}

function header({ html }) {
  const node = element("h3", {}, rich({ html }, NONE));
  node.dir = direction(node.textContent);
  return node;
}

function buttons({ buttons: all }, tap) {
  return element("div", { class: "kit-buttons" }, ...all.map(({ text: label, data, style }) =>
    element("button", { type: "button", class: "key", "data-style": style, onclick: () => tap(data) },
      element("span", { dir: direction(label) }, label))));
}

function field(part, errors) {
  const { block_id: block, action_id: action, element: kind, label, hint, optional, live } = part;
  const wrong = errors[block];
  const id = `kit-${block}-${action}`;
  const grouped = [...MANY, "radio_buttons"].includes(kind);
  return element(grouped ? "fieldset" : "div", {
    class: "field", "data-block": block, "data-action": action, "data-element": kind, "data-live": live || null,
  },
  element(grouped ? "legend" : "label", { for: grouped ? null : id, dir: "auto" },
    label, optional ? element("span", { class: "fine" }, " (optional)") : null),
  control(part, id, Boolean(wrong)),
  hint ? element("p", { class: "fine", dir: "auto" }, hint) : null,
  wrong ? element("p", { class: "wrong", id: `${id}-wrong`, role: "alert", dir: "auto" }, wrong) : null);
}

function control({ element: kind, options, value, multiline, placeholder }, id, wrong) {
  const look = {
    id, dir: "auto", placeholder: placeholder || null,
    "aria-invalid": wrong, "aria-describedby": wrong ? `${id}-wrong` : null,
  };
  if (MANY.includes(kind) || kind === "radio_buttons") return choices(kind, options, value, id);
  if (options.length) return select(options, value, look);
  if (multiline) return element("textarea", { ...look, rows: 4 }, value ?? "");
  if (kind === "datetimepicker") {
    return element("input", { ...look, type: "datetime-local", value: value ? local(value) : null });
  }
  const type = TYPES[kind] ?? "text";
  const step = type === "number" ? "any" : null;
  return element("input", { ...look, type, step, value: typeof value === "object" ? null : value });
}

function choices(kind, options, value, id) {
  const chosen = [value ?? []].flat();
  return element("div", { class: "choices" }, ...options.map(({ text: label, value: each }) =>
    element("label", { dir: "auto" }, element("input", {
      type: MANY.includes(kind) ? "checkbox" : "radio", name: id, value: each, checked: chosen.includes(each),
    }), label)));
}

function select(options, value, look) {
  return element("select", look, element("option", { value: "" }, "Choose…"),
    ...options.map(({ text: label, value: each }) =>
      element("option", { value: each, selected: value === each }, label)));
}
