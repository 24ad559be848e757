// <copy-checks>: says beside a story's form what is wrong with the copy in it, a moment after the
// last key; leads to the words, and puts right what can be put right in one click.
//
// What it reads are the fields as they stand, saved or not. Running text is read, shown and changed
// in its editor: that tells its field of a change only a moment later.
const RESTS_AFTER = 150;
const FIELDS = [["headline", "headline"], ["standfirst", "standfirst"], ["lead_caption", "caption"]];
const KINDS = { subhead: "subhead", quote: "quote", caption: "caption", speaker: "" };
const SELECTION_ARRIVES_WITHIN = 60;
const LISTS = { topics: "filed_topics-TOTAL_FORMS" };
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
    for (const kind of ["input", "change", "keyup", "click"]) {
      this.form?.addEventListener(kind, () => this.rest(), { signal });
    }
    this.rest();
  }

  disconnectedCallback() {
    this.gone.abort();
    this.under?.abort();
    clearTimeout(this.timer);
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), RESTS_AFTER);
  }

  async ask() {
    const draft = this.draft();
    const written = JSON.stringify(draft);
    this.dispatchEvent(new CustomEvent("copy-draft", { detail: draft, bubbles: true }));
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
    const headers = { "X-CSRFToken": this.token };
    if (typeof body === "string") headers["Content-Type"] = "application/json";
    return fetch(address, { method: "POST", body, headers, signal });
  }

  // A new story has a number once it has saved itself.
  get story() {
    return Number(location.pathname.match(/\/edit\/(\d+)\//)?.[1]) || null;
  }

  get token() {
    return this.form.elements.csrfmiddlewaretoken.value;
  }

  // --- what is read ---

  draft() {
    this.places = new Map();
    const pictures = [];
    for (const [name, kind] of FIELDS) this.read(this.form.elements[name], kind);
    for (const field of this.blocks()) {
      const part = field.name.match(/^body-\d+-(?:.*-)?(\w+)$/)?.[1] ?? "";
      if (part === "picture") pictures.push({ id: Number(field.value), place: field.name });
      else this.read(field, this.kindOf(field, part));
    }
    const lead = Number(this.form.elements.lead_picture?.value);
    if (lead) pictures.unshift({ id: lead, place: "lead_picture", caption: this.valueOf("lead_caption") });
    return {
      story: this.story,
      day: this.getAttribute("day"),
      happened: dayOf(this.valueOf("happened")),
      passages: [...this.places].map(([place, { text, kind, speaker }]) => ({ place, text, kind, speaker })),
      pictures,
      topics: this.topics(),
      links: this.links(),
      related: this.related(),
    };
  }

  // Where words lead, as the field of an editor has it a moment later: its blocks are those that are
  // shown, in their order.
  links() {
    const found = [];
    for (const { holder, number } of this.places.values()) {
      if (!holder?.value.startsWith("{")) continue;
      const { blocks, entityMap } = JSON.parse(holder.value);
      const { text = "", entityRanges = [] } = blocks[number] ?? {};
      for (const { offset, length, key } of entityRanges) {
        const address = entityMap[key]?.type === "LINK" && entityMap[key].data.url;
        const words = plain(text.slice(offset, offset + length));
        const start = [...text.slice(0, offset)].length;
        if (address) found.push({ place: `${holder.name}#${number}`, words, address, start });
      }
    }
    return found;
  }

  // The fields of the body, in the order of its blocks, without those of blocks that were deleted.
  blocks() {
    const gone = (name) => {
      const parts = name.split("-");
      return parts.some((_, end) => this.valueOf([...parts.slice(0, end), "deleted"].join("-")) === "1");
    };
    const order = (name) => Number(this.valueOf(`${name.match(/^body-\d+/)[0]}-order`));
    return [...this.form.elements]
      .filter(({ name }) => /^body-\d+-value/.test(name) && !gone(name))
      .filter(({ name }) => !/-(?:type|id|order|deleted|count)$/.test(name))
      .sort((one, other) => order(one.name) - order(other.name));
  }

  kindOf(field, part) {
    const type = this.valueOf(`${field.name.match(/^body-\d+/)[0]}-type`);
    if (type === "subhead") return "subhead";
    if (part === "caption") return "caption";
    if (type === "quote" && part === "text") return "quote";
    return ["paragraph", "points", "fact_box"].includes(type) && this.editorOf(field) ? "text" : "";
  }

  valueOf(name) {
    return this.form.elements[name]?.value ?? "";
  }

  read(field, kind) {
    if (!field || !kind) return;
    const editor = this.editorOf(field);
    if (!editor) {
      if (field.value?.trim()) this.places.set(field.name, { text: field.value, kind, field });
      return;
    }
    const speaker = this.valueOf(field.name.replace(/text$/, "speaker"));
    editor.querySelectorAll("[data-block=true]").forEach((block, number) => {
      const text = plain(block.textContent);
      const place = `${field.name}#${number}`;
      if (text.trim()) this.places.set(place, { text, kind, speaker: kind === "quote" ? speaker : "", block, editor, holder: field, number });
    });
  }

  editorOf(field) {
    return field.closest(".w-field__input, [data-draftail-editor-wrapper]")
      ?.querySelector(".public-DraftEditor-content");
  }

  topics() {
    return [...this.form.elements]
      .filter(({ name }) => /^filed_topics-\d+-topic$/.test(name))
      .filter(({ name, value }) => value && this.valueOf(name.replace(/topic$/, "DELETE")) !== "on")
      .map(({ value }) => ({ id: Number(value) }));
  }

  // The numbers of stories beside this one: chosen below it, or between its paragraphs.
  related() {
    const isKept = ({ name }) => this.valueOf(name.replace(/other$/, "DELETE")) !== "on";
    const isStory = ({ name }) => this.valueOf(name.replace(/value$/, "type")) === "related";
    const below = [...this.form.elements].filter((field) => /^related_by_hand-\d+-other$/.test(field.name) && isKept(field));
    return [...below, ...this.blocks().filter(isStory)].map(({ value }) => Number(value)).filter(Boolean);
  }

  // --- what is shown ---

  show(remarks) {
    const rank = ({ weight, kept }) => (kept ? WEIGHTS.length : WEIGHTS.indexOf(weight));
    const sorted = remarks.sort((one, other) => rank(one) - rank(other));
    const before = this.lines;
    this.lines = new Map();
    for (const remark of sorted) this.fill(this.lineOf(remark, before), remark);
    this.arrange([...this.lines.values()]);
    const counted = remarks.filter(({ weight, kept }) => weight !== "hint" && !kept).length;
    this.say(remarks.length ? this.dataset.some.replace("{number}", remarks.length) : this.dataset.none);
    const panel = this.closest("[data-side-panel]")?.dataset.sidePanel;
    const counter = document.querySelector(`[data-side-panel-toggle="${panel}"] [data-side-panel-toggle-counter]`);
    if (counter) Object.assign(counter, { textContent: counted, hidden: !counted });
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
    heed(".copy-words", "click", this.lead);
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
    part("fix").hidden = !remark.fix || !this.places.has(remark.place);
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

  // Selects the words. Where they changed meanwhile, only leads to their place.
  lead({ place, start, end, words }) {
    const found = this.places.get(place);
    const target = found?.block ?? found?.field ?? this.form.elements[LISTS[place] ?? place];
    const shown = found?.block ?? target?.closest?.(".w-field, .w-panel") ?? target;
    shown?.scrollIntoView({ block: "center" });
    if (found?.field) {
      found.field.focus();
      const [from, to] = units(found.field.value, start, end);
      if (found.field.value.slice(from, to) === words) found.field.setSelectionRange(from, to);
    } else if (found) {
      found.editor.focus();
      const text = plain(found.block.textContent);
      const [from, to] = units(text, start, end);
      if (text.slice(from, to) === words) select(found.block, from, to);
    }
    return found;
  }

  async keep(remark, event) {
    event.preventDefault();
    const reason = new FormData(event.target).get("reason");
    await this.decide(event, this.dataset.keep, JSON.stringify({ ...this.draft(), key: remark.key, reason }));
  }

  async letGo({ key }, event) {
    await this.decide(event, this.dataset.letGo, new URLSearchParams({ key }));
  }

  async decide({ target }, address, body) {
    const told = target.closest("li").querySelector(".copy-told");
    if (!this.story) return void (told.textContent = this.dataset.unsaved);
    try {
      const answer = await this.send(address.replace("/0/", `/${this.story}/`), body);
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

// A day as far as it is written out; before that, none.
function dayOf(written) {
  const moment = /^[12]\d{3}-\d{2}-\d{2}$/.test(written) ? new Date(`${written}T00:00Z`) : NaN;
  return Number.isNaN(Number(moment)) || !moment.toISOString().startsWith(written) ? "" : written;
}

function plain(text) {
  return text.replace(/\u00a0/g, " ");
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
