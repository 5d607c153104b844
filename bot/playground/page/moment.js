const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const DAY_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const SHORT = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });

const date = (epoch) => new Date(epoch * 1000);

/** "14:03", in the time zone of whoever looks at the page. */
export const clockTime = (epoch) => TIME.format(date(epoch));

/** "Tue 24 Nov". */
export const day = (epoch) => SHORT.format(date(epoch)).replace(",", "");

/** "Tue 24 Nov 14:03". */
export const dayAndTime = (epoch) => `${day(epoch)} ${clockTime(epoch)}`;

/** The whole date and time in words. */
export const fullTime = (epoch) => FULL.format(date(epoch));

/** A machine-readable time for <time datetime>. */
export const machineTime = (epoch) => date(epoch).toISOString();

/** A key that is the same for two moments of one local day. */
export function dayKey(epoch) {
  const at = date(epoch);
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}

let ahead = 0;

/** Now by the service's clock. */
export const serviceNow = () => Date.now() / 1000 + ahead;

/** The service's clock is so many seconds ahead: what was today may be yesterday now. */
export function setAhead(seconds) {
  ahead = seconds;
  for (const label of document.querySelectorAll(".day-label")) {
    label.firstChild.textContent = dayLabel(Number(label.dataset.at), serviceNow());
  }
}

/** "Today", "Tuesday 24 November", or with the year when it is another one; `now` is an epoch too. */
export function dayLabel(epoch, now) {
  if (dayKey(epoch) === dayKey(now)) return "Today";
  if (dayKey(epoch) === dayKey(now - 86400)) return "Yesterday";
  return (date(epoch).getFullYear() === date(now).getFullYear() ? DAY : DAY_YEAR).format(date(epoch));
}

const UNITS = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];

/** "2 days 3 hours": the two largest units of a number of seconds. */
export function span(seconds) {
  const said = [];
  let rest = Math.round(Math.abs(seconds));
  for (const [size, name] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count && said.length < 2) said.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return said.join(" ") || "0 seconds";
}
