// Keeps vowel signs in slugs: Wagtail's own fields take them out of every word of Malayalam or Hindi.
const FIELD = "[data-controller~=w-slug]";
const MADE = { blur: tidied, "w-sync:check": compared, "w-sync:apply": filled };

for (const kind of Object.keys(MADE)) document.addEventListener(kind, made, true);

// Before Wagtail hears of it, which would have the last word.
function made(event) {
  if (!event.target.matches?.(FIELD)) return;
  event.stopImmediatePropagation();
  MADE[event.type](event.target, event);
}

function tidied(field) {
  field.value = slugOf(field.value);
}

// A slug that was written by hand stays when the title changes.
function compared(field, event) {
  if (field.value && field.value !== fitting(field, event.detail.value)) event.preventDefault();
}

function filled(field, event) {
  event.preventDefault();
  field.value = fitting(field, event.detail.value);
}

// Cut to the letters that the field holds, as the form would.
function fitting(field, words) {
  const slug = slugOf(words);
  return field.maxLength < 0 ? slug : [...slug].slice(0, field.maxLength).join("").replace(/-+$/, "");
}

// As `kit.slugs` makes them.
function slugOf(words) {
  return words
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Mn}\p{Mc}\s_-]|[\p{Variation_Selector}\u034f]/gu, "")
    .replace(/[-\s]+/g, "-")
    .replace(/^[-_]+|[-_]+$/g, "");
}
