// <site-search>: opens a dialog over the page, also with the key "/" unless that is turned off there,
// that suggests while somebody types. Without script the link in the masthead leads to the page of
// search.
const PAUSE = 120;
const KEY = "search-key";

class SiteSearch extends HTMLElement {
  connectedCallback() {
    this.hasKey = this.kept() !== "off";
    this.link = document.querySelector(".search-opener");
    this.link.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  clicked(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open();
  }

  pressed(event) {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.hasKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.open();
  }

  open() {
    this.dialog ??= this.made();
    this.dialog.showModal();
    this.field.select();
  }

  made() {
    const dialog = this.querySelector("template").content.firstElementChild.cloneNode(true);
    this.field = dialog.querySelector("input");
    this.list = dialog.querySelector("ul");
    this.status = dialog.querySelector("[role=status]");
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.moved(event));
    this.list.addEventListener("click", (event) => this.go(event.target.closest("li")));
    const box = dialog.querySelector("[type=checkbox]");
    box.checked = this.hasKey;
    box.addEventListener("change", () => this.keep(box.checked));
    this.append(dialog);
    return dialog;
  }

  kept() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  keep(hasKey) {
    this.hasKey = hasKey;
    try {
      localStorage.setItem(KEY, hasKey ? "on" : "off");
    } catch {
      // A reader who allows no storage has it so on this page.
    }
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  // One question at a time: what was typed meanwhile is asked for when the answer is there.
  async ask() {
    const typed = this.field.value.trim();
    if (this.busy || typed === this.asked) return;
    this.busy = true;
    this.asked = typed;
    const found = typed ? await this.answer(typed) : [];
    this.show(found ?? []);
    // Who sees the suggestions can count them, but not tell none of them from none yet.
    this.status.className = typed && found && !found.length ? "" : "unseen";
    this.busy = false;
    this.ask();
  }

  // Nothing at all where nobody could tell.
  async answer(typed) {
    try {
      const answer = await fetch(`/search/suggest?q=${encodeURIComponent(typed)}`);
      return answer.ok ? (await answer.json()).suggestions : null;
    } catch {
      return null;
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((each, number) => this.option(each, number)));
    this.field.ariaExpanded = String(suggestions.length > 0);
    this.field.removeAttribute("aria-activedescendant");
    this.status.textContent = `${this.dataset.found} ${suggestions.length}`;
  }

  option({ label, text, url, kind }, number) {
    const option = document.createElement("li");
    option.id = `suggestion-${number}`;
    option.role = "option";
    option.className = `suggested-${kind}`;
    option.ariaSelected = "false";
    option.dataset.url = url;
    const words = document.createElement("bdi");
    words.textContent = text;
    const what = document.createElement("span");
    what.textContent = label;
    option.append(words, " ", what);
    return option;
  }

  moved(event) {
    const options = [...this.list.children];
    const chosen = options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      this.go(options[chosen]);
    } else if (event.key === "Escape" && !event.isComposing) {
      // A field of this type would take the first Escape to empty itself.
      event.preventDefault();
      this.dialog.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      // Past either end lies what was typed itself.
      const places = options.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose(options, ((chosen + 1 + step + places) % places) - 1);
    }
  }

  choose(options, number) {
    options.forEach((option, at) => (option.ariaSelected = String(at === number)));
    if (number < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", options[number].id);
    options[number].scrollIntoView({ block: "nearest" });
  }

  go(option) {
    if (option) location.assign(option.dataset.url);
  }
}

customElements.define("site-search", SiteSearch);
