import { parts } from "./element.js";

const page = parts(document);

/** Ask who the new person is and create them; their chat's profile, or null when it was cancelled. */
export function askPerson() {
  const { person, personForm: form, personCancel: cancel, personWrong: wrong } = page;
  form.reset();
  wrong.hidden = true;
  person.showModal();
  return new Promise((resolve) => {
    const listening = new AbortController();
    const done = (profile) => {
      listening.abort();
      if (person.open) person.close();
      resolve(profile);
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const profile = await create(new FormData(form)).catch((error) => {
        wrong.textContent = error.message;
        wrong.hidden = false;
      });
      if (profile) done(profile);
    }, listening);
    cancel.addEventListener("click", () => done(null), listening);
    person.addEventListener("close", () => done(null), listening);
  });
}

async function create(fields) {
  const asked = { name: fields.get("name").trim(), language_code: fields.get("language_code") };
  const { user_id: id } = await invite(asked);
  const profile = { ...asked, user_id: id, role: "newcomer", hint: "Nobody here knows you yet.", added: true };
  keep([...added(), profile]);
  return profile;
}

/** Have the server know a person; with their `user_id` as often as one likes. Throws what went wrong. */
export async function invite(person) {
  const reply = await fetch("/play/new-user", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(person),
  }).catch(() => null);
  if (!reply) throw new Error("The playground server does not answer.");
  const said = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Error(said.error ?? `That did not work (${reply.status}).`);
  return said;
}

const KEY = "callboard-people";

/** The people added in this browser tab, so that a reload does not lose them. */
export function added() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

function keep(people) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(people));
  } catch { /* without storage they last as long as the page */ }
}
