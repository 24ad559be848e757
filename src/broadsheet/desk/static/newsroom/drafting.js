// Reads a story's form as it stands, saved or not: for what is asked about a draft while it is written.
//
// Running text is read in its editor, as that tells its field of a change only a moment later.
const TITLED = ["fact_box", "gallery"];
const FIELDS = [["headline", "headline"], ["standfirst", "standfirst"], ["lead_caption", "caption"]];

export class Manuscript {
  // The day is that on which it is published, as far as that is settled.
  constructor(form, day) {
    this.form = form;
    this.day = day;
    this.places = new Map();
  }

  // A new story has a number once it has saved itself.
  get story() {
    return Number(location.pathname.match(/\/edit\/(\d+)\//)?.[1]) || null;
  }

  get token() {
    return this.form.elements.csrfmiddlewaretoken.value;
  }

  // Does something whenever nobody has written for so many milliseconds. Answers with what begins
  // that time anew.
  whenItRests(after, deed, signal) {
    let timer;
    const rest = () => {
      clearTimeout(timer);
      timer = setTimeout(deed, after);
    };
    for (const kind of ["input", "change", "keyup", "click"]) this.form.addEventListener(kind, rest, { signal });
    signal.addEventListener("abort", () => clearTimeout(timer));
    rest();
    return rest;
  }

  // The draft as the desk is asked about it.
  read() {
    this.places = new Map();
    const pictures = [];
    for (const [name, kind] of FIELDS) this.take(this.form.elements[name], kind);
    for (const field of this.blocks()) {
      const part = field.name.match(/^body-\d+-(?:.*-)?(\w+)$/)?.[1] ?? "";
      if (part === "picture") pictures.push({ id: Number(field.value), place: field.name });
      else this.take(field, this.kindOf(field, part));
    }
    const lead = Number(this.form.elements.lead_picture?.value);
    if (lead) pictures.unshift({ id: lead, place: "lead_picture", caption: this.valueOf("lead_caption") });
    return {
      story: this.story,
      day: this.day,
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
    if (type === "subhead" || (TITLED.includes(type) && part === "title")) return "subhead";
    if (part === "caption") return "caption";
    if (type === "quote" && part === "text") return "quote";
    return ["paragraph", "points", "fact_box"].includes(type) && this.editorOf(field) ? "text" : "";
  }

  valueOf(name) {
    return this.form.elements[name]?.value ?? "";
  }

  take(field, kind) {
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
}

// A day as far as it is written out; before that, none.
function dayOf(written) {
  const moment = /^[12]\d{3}-\d{2}-\d{2}$/.test(written) ? new Date(`${written}T00:00Z`) : NaN;
  return Number.isNaN(Number(moment)) || !moment.toISOString().startsWith(written) ? "" : written;
}

export function plain(text) {
  return text.replace(/\u00a0/g, " ");
}
