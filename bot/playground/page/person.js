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
  const name = fields.get("name").trim();
  const language = fields.get("language_code");
  const reply = await fetch("/play/new-user", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, language_code: language }),
  }).catch(() => null);
  if (!reply) throw new Error("The playground server does not answer.");
  const said = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Error(said.error ?? `That did not work (${reply.status}).`);
  return { user_id: said.user_id, name, role: "newcomer", hint: "", suggest: ["/start"] };
}
