// Lets a form that saves itself take nothing for saved that is not. Wagtail compares what a form
// holds with what it held when last noted, and notes that two seconds after the form appears and
// again once a save has been answered: what somebody wrote just before would wait, unsaved, for
// their next change. A form that comes back with errors it would stop watching after one save,
// whether that came off or not.
//
// And sends a form only when it has saved itself and the last letters have come to its fields: a
// save that is under way and what is sent would overtake each other, and a new story be there twice.
// Nor is it sent before its writer has decided what another's newer version asks of them: the server
// would only ask again, and a choice made while its answer comes would be lost with the page.
const ITS_OWN = new Set(["csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at",
  "next", "opened_version", "overwrite_revision_id"]);
const CHECKED_EVERY = "500";
// An address is made a tenth of a second after its headline was written.
const LETTERS_ARRIVE_WITHIN = 150;
const WAITS_AT_MOST = 10_000;

const watched = new WeakSet();
const early = new WeakSet();
const sent = new WeakMap();
const underWay = new WeakSet();
const waiting = new WeakMap();
const released = new WeakSet();

for (const kind of ["beforeinput", "input", "change"]) document.addEventListener(kind, written, true);
document.addEventListener("w-unsaved:watch-edits", noted);
document.addEventListener("w-autosave:save", saving);
document.addEventListener("w-autosave:success", saved);
document.addEventListener("w-autosave:error", watchOn);
for (const end of ["success", "error"]) document.addEventListener(`w-autosave:${end}`, answered);
document.addEventListener("submit", submitted, true);

// Only what a person does is trusted; scripts change fields too, while the form is made ready.
function written({ isTrusted, target }) {
  const form = isTrusted && target.closest?.("form[data-controller~=w-unsaved]");
  if (form && !watched.has(form)) early.add(form);
}

function noted({ target: form }) {
  watched.add(form);
  if (!early.delete(form)) return;
  // Of one that is known to be unsaved, nobody would be told that it has changed meanwhile.
  if (form.dataset.wUnsavedHasEditsValue === "true") sayChanged(form);
  sayUnsaved(form);
}

// A form that is said to be unsaved would not begin to watch: it is said again as soon as it does.
function watchOn({ target: form }) {
  if (watched.has(form) || form.dataset.wUnsavedForceValue !== "true") return;
  early.add(form);
  form.dataset.wUnsavedForceValue = "false";
  form.dataset.wUnsavedCheckIntervalValue = CHECKED_EVERY;
}

function saving(event) {
  if (waiting.has(event.target)) return event.preventDefault();
  sent.set(event.target, event.detail.formData);
  underWay.add(event.target);
}

function answered({ target: form }) {
  underWay.delete(form);
  if (waiting.has(form)) setTimeout(send, LETTERS_ARRIVE_WITHIN, form);
}

function submitted(event) {
  const form = event.target;
  if (released.delete(form) || !form.matches("[data-controller~=w-autosave]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting.set(form, event.submitter);
  setTimeout(send, underWay.has(form) ? WAITS_AT_MOST : LETTERS_ARRIVE_WITHIN, form);
}

function send(form) {
  if (!waiting.has(form)) return;
  const button = waiting.get(form);
  const wasDisabled = button?.disabled;
  waiting.delete(form);
  // What it stood for is asked anew: a newer notice has come where it was.
  if (button && button.form !== form) return;
  const notice = form.querySelector("[name=seen_version]")?.closest(".newsroom-notice");
  if (notice && !notice.contains(button)) return askFirst(notice, button);
  released.add(form);
  // A button that is disabled, as Wagtail's are once pressed, would not tell what it stands for.
  if (button) button.disabled = false;
  form.requestSubmit(button);
  if (button) button.disabled = wasDisabled;
  released.delete(form);
}

function askFirst(notice, button) {
  if (button) button.dataset.wProgressLoadingValue = "false";
  notice.tabIndex = -1;
  notice.focus();
}

function saved({ target: form, detail }) {
  const without = new Set([...ITS_OWN, ...Object.keys(detail.response.field_updates ?? {})]);
  const asSent = told(sent.get(form), without);
  form.dataset.wUnsavedCheckIntervalValue = CHECKED_EVERY;
  // Later, as a form that is said to be unsaved would not begin to watch.
  if (told(new FormData(form), without) !== asSent) setTimeout(sayUnsaved, 0, form);
}

function sayChanged(form) {
  form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }));
}

function sayUnsaved(form) {
  form.dataset.wUnsavedForceValue = "true";
}

function told(data, without) {
  return String(new URLSearchParams([...data].filter(([name]) => !without.has(name))));
}
