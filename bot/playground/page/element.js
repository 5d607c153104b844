/** Make an element. Attributes that are null or undefined are left out, and so are false ones, except that ARIA
 *  wants its true and false in words; functions become listeners ("onclick"); strings among the children become
 *  text, never markup. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean" && !name.startsWith("aria-")) node.toggleAttribute(name, value);
    else node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  open: "M8 16 16.5 7.5M9.5 7h7.5v7.5",
  copy: "M9 9h10v10H9zM15 9V5H5v10h4",
  file: "M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 13h5M10 16.5h5",
  close: "m7 7 10 10M17 7 7 17",
  check: "m5 12.5 4.5 4.5L19 7.5",
};

/** A decorative line icon, hidden from assistive technology. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** The elements marked data-part inside root, by that name in camelCase. */
export function parts(root) {
  const found = {};
  for (const node of root.querySelectorAll("[data-part]")) {
    const name = node.dataset.part.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    found[name] ??= node;
  }
  return found;
}

/** Show a number in a badge, or hide the badge at zero. `what` is said after the number to those who listen. */
export function badge(node, number, what) {
  node.hidden = number === 0;
  node.textContent = number > 99 ? "99+" : String(number);
  if (number) node.append(element("span", { class: "sr" }, ` ${what}`));
}
