// Lets a form that saves itself take nothing for saved that is not. Wagtail compares what a form
// holds with what it held when last noted, and notes that two seconds after the form appears and
// again once a save has been answered: what somebody wrote just before would wait, unsaved, for
// their next change. A form that comes back with errors it would stop watching after one save.
const ITS_OWN = new Set(["csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at",
  "next", "overwrite_revision_id"]);
const CHECKED_EVERY = "500";

const watched = new WeakSet();
const early = new WeakSet();
const sent = new WeakMap();

for (const kind of ["beforeinput", "input", "change"]) document.addEventListener(kind, written, true);
document.addEventListener("w-unsaved:watch-edits", noted);
document.addEventListener("w-autosave:save", ({ target, detail }) => sent.set(target, detail.formData));
document.addEventListener("w-autosave:success", saved);

// Only what a person does is trusted; scripts change fields too, while the form is made ready.
function written({ isTrusted, target }) {
  const form = isTrusted && target.closest?.("form[data-controller~=w-unsaved]");
  if (form && !watched.has(form)) early.add(form);
}

function noted({ target: form }) {
  watched.add(form);
  if (early.delete(form)) sayUnsaved(form);
}

function saved({ target: form, detail }) {
  const without = new Set([...ITS_OWN, ...Object.keys(detail.response.field_updates ?? {})]);
  const asSent = told(sent.get(form), without);
  form.dataset.wUnsavedCheckIntervalValue = CHECKED_EVERY;
  // Later, as a form that is said to be unsaved would not begin to watch.
  if (told(new FormData(form), without) !== asSent) setTimeout(sayUnsaved, 0, form);
}

function sayUnsaved(form) {
  form.dataset.wUnsavedForceValue = "true";
}

function told(data, without) {
  return String(new URLSearchParams([...data].filter(([name]) => !without.has(name))));
}
