// <copy-checks>: says beside a story's form what is wrong with the copy in it, a moment after the
// last key; leads to the words, and puts right what can be put right in one click.
//
// Running text is shown and changed in its editor, as it is read there.
import { Manuscript, plain } from "./drafting.js";

const RESTS_AFTER = 100;
const SELECTION_ARRIVES_WITHIN = 60;
const OPENS_WITHIN = 500;
const LISTS = { topics: "filed_topics-TOTAL_FORMS" };
const COVERS_THE_FORM = matchMedia("not all and (min-width: 56.25em)");
const WEIGHTS = ["error", "warning", "hint"];

class CopyChecks extends HTMLElement {
  connectedCallback() {
    this.form = document.querySelector("form[data-edit-form]");
    this.list = this.querySelector("ol");
    this.item = this.querySelector("template").content.firstElementChild;
    this.lines = new Map();
    // Wagtail puts another panel in the place of this one when a new story has saved itself.
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.manuscript = new Manuscript(this.form, this.getAttribute("day"));
    this.rest = this.manuscript.whenItRests(RESTS_AFTER, () => this.ask(), signal);
    document.addEventListener("click", (event) => this.open(event), { signal });
  }

  disconnectedCallback() {
    this.gone.abort();
    this.under?.abort();
  }

  // A message about what keeps a story from being sent out leads here, unless whoever clicked it
  // is somewhere else by the time the panel is open: what they write must not go astray.
  open(event) {
    if (!event.target.closest?.('a[href="#copy-checks"]')) return;
    event.preventDefault();
    this.closest("[data-side-panel]").dispatchEvent(new CustomEvent("open"));
    // Its link may have gone with its message.
    const waits = [document.activeElement, document.body];
    setTimeout(() => {
      if (waits.includes(document.activeElement)) this.querySelector(".copy-words")?.focus();
    }, OPENS_WITHIN);
  }

  async ask() {
    const written = JSON.stringify(this.manuscript.read());
    if (written === this.asked) return;
    this.asked = written;
    this.under?.abort();
    this.under = new AbortController();
    try {
      const answer = await this.send(this.getAttribute("src"), written, this.under.signal);
      if (!answer.ok) throw new Error(answer.status);
      this.show((await answer.json()).remarks);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.asked = undefined;
      this.say(this.dataset.away);
    }
  }

  send(address, body, signal) {
    const headers = { "X-CSRFToken": this.manuscript.token };
    if (typeof body === "string") headers["Content-Type"] = "application/json";
    return fetch(address, { method: "POST", body, headers, signal });
  }

  show(remarks) {
    const rank = ({ weight, kept }) => (kept ? WEIGHTS.length : WEIGHTS.indexOf(weight));
    const sorted = remarks.sort((one, other) => rank(one) - rank(other));
    const before = this.lines;
    this.lines = new Map();
    for (const remark of sorted) this.fill(this.lineOf(remark, before), remark);
    this.arrange([...this.lines.values()]);
    const left = remarks.filter(({ kept }) => !kept);
    const counted = left.filter(({ weight }) => weight !== "hint").length;
    this.say(remarks.length ? this.dataset.some.replace("{number}", left.length) : this.dataset.none);
    const counter = this.toggle?.querySelector("[data-side-panel-toggle-counter]");
    if (counter) Object.assign(counter, { textContent: counted, hidden: !counted });
  }

  // The button that opens and closes the panel.
  get toggle() {
    const panel = this.closest("[data-side-panel]")?.dataset.sidePanel;
    return document.querySelector(`[data-side-panel-toggle="${panel}"]`);
  }

  say(sentence) {
    this.querySelector("[role=status]").textContent = sentence;
  }

  // What stays wrong keeps its line, with the reason that somebody is just writing into it.
  lineOf(remark, before) {
    let name = remark.key;
    while (this.lines.has(name)) name += "+";
    const line = before.get(name) ?? this.newLine();
    this.lines.set(name, line);
    return line;
  }

  newLine() {
    const line = this.item.cloneNode(true);
    const heed = (part, kind, deed) =>
      line.querySelector(part).addEventListener(kind, (event) => deed.call(this, line.remark, event));
    heed(".copy-words", "click", this.goTo);
    heed(".copy-fix", "click", this.mend);
    heed(".copy-keep", "submit", this.keep);
    heed(".copy-drop", "click", this.letGo);
    return line;
  }

  fill(line, remark) {
    const part = (name) => line.querySelector(`.copy-${name}`);
    line.remark = remark;
    line.dataset.weight = remark.weight;
    line.toggleAttribute("data-kept", Boolean(remark.kept));
    part("weight").textContent = this.dataset[remark.weight];
    part("why").textContent = remark.sentence;
    part("words").textContent = remark.words || this.dataset.whole;
    part("fix").hidden = !remark.fix || !this.manuscript.places.has(remark.place);
    part("fix").querySelector("b").textContent = remark.fix ?? "";
    part("keep").hidden = Boolean(remark.kept);
    part("kept").hidden = !remark.kept;
    part("kept").querySelector("span").textContent = this.dataset.kept.replace("{reason}", remark.kept);
    part("source").hidden = !/^https?:/.test(remark.source);
    part("source").href = remark.source;
  }

  // A line that is moved loses the keyboard: only those move that must.
  arrange(lines) {
    for (const line of [...this.list.children]) if (!lines.includes(line)) line.remove();
    lines.forEach((line, at) => {
      if (this.list.children[at] !== line) this.list.insertBefore(line, this.list.children[at]);
    });
  }

  // Where the panel lies over the form it makes way; its button keeps the keyboard if no field takes it.
  goTo(remark) {
    if (COVERS_THE_FORM.matches) {
      this.toggle.click();
      this.toggle.focus();
    }
    this.lead(remark);
  }

  // Selects the words. Where they changed meanwhile, only leads to their place. The form glides
  // there, which a field that scrolls as it gets the keyboard would end at once.
  lead({ place, start, end, words }) {
    const found = this.manuscript.places.get(place);
    const target = found?.block ?? found?.field ?? this.form.elements[LISTS[place] ?? place];
    const shown = found?.block ?? target?.closest?.(".w-field, .w-panel") ?? target;
    shown?.scrollIntoView({ block: "center" });
    if (found?.field) {
      found.field.focus({ preventScroll: true });
      const [from, to] = units(found.field.value, start, end);
      if (found.field.value.slice(from, to) === words) found.field.setSelectionRange(from, to);
    } else if (found) {
      found.editor.focus({ preventScroll: true });
      const text = plain(found.block.textContent);
      const [from, to] = units(text, start, end);
      if (text.slice(from, to) === words) select(found.block, from, to);
    }
    return found;
  }

  async keep(remark, event) {
    event.preventDefault();
    const reason = new FormData(event.target).get("reason");
    await this.decide(event, this.dataset.keep, JSON.stringify({ ...this.manuscript.read(), key: remark.key, reason }));
  }

  async letGo({ key }, event) {
    await this.decide(event, this.dataset.letGo, new URLSearchParams({ key }));
  }

  async decide({ target }, address, body) {
    const told = target.closest("li").querySelector(".copy-told");
    if (!this.manuscript.story) return void (told.textContent = this.dataset.unsaved);
    try {
      const answer = await this.send(address.replace("/0/", `/${this.manuscript.story}/`), body);
      told.textContent = (await answer.json()).error ?? "";
    } catch {
      told.textContent = this.dataset.away;
    }
    if (told.textContent) return;
    this.asked = undefined;
    this.ask();
  }

  async mend(whole) {
    const remark = narrowed(whole);
    const found = this.lead(remark);
    const field = found?.field;
    const text = field ? field.value : plain(found?.block?.textContent ?? "");
    const [from, to] = units(text, remark.start, remark.end);
    if (text.slice(from, to) !== remark.words) return this.rest();
    if (field) {
      field.setRangeText(remark.fix, from, to, "end");
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    } else {
      // Its editor hears of a selection only after it was made.
      await new Promise((then) => setTimeout(then, SELECTION_ARRIVES_WITHIN));
      paste(found.editor, remark.fix);
    }
    this.rest();
  }
}

// Only the words that differ are written, so that links and marks on the others stay.
function narrowed(remark) {
  const [old, fixed] = [remark.words, remark.fix].map((text) => text.split(/(?<=\s)/));
  const least = Math.min(old.length, fixed.length) - 1;
  let before = 0;
  while (before < least && old[before] === fixed[before]) before++;
  let after = 0;
  while (after < least - before && old.at(-1 - after) === fixed.at(-1 - after)) after++;
  const part = (words) => words.slice(before, words.length - after).join("");
  const start = remark.start + [...old.slice(0, before).join("")].length;
  const words = part(old);
  return { ...remark, start, end: start + [...words].length, words, fix: part(fixed) };
}

// The server counts letters, a browser the halves of some; and it takes one space for another.
function units(text, start, end) {
  const letters = [...text];
  return [start, end].map((at) => letters.slice(0, at).join("").length);
}

function select(block, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const last = at + node.length;
    if (start >= at && start <= last) range.setStart(node, start - at);
    if (end >= at && end <= last) {
      range.setEnd(node, end - at);
      break;
    }
    at = last;
  }
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

// As if somebody had pasted it: the editor keeps its history, so that it can be undone.
function paste(editor, text) {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}

customElements.define("copy-checks", CopyChecks);
