// <story-lines>: says beside a story's form which storylines it belongs to, and offers earlier
// stories that belong there, once somebody rests from writing.
import { Manuscript } from "./drafting.js";

const RESTS_AFTER = 700;

class StoryLines extends HTMLElement {
  connectedCallback() {
    this.own = this.querySelector("[data-own]");
    this.offers = this.querySelector("[data-offers]");
    this.form = document.querySelector("form[data-edit-form]");
    // Wagtail puts another panel in the place of this one when a new story has saved itself.
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.manuscript = new Manuscript(this.form, this.getAttribute("day"));
    this.manuscript.whenItRests(RESTS_AFTER, () => this.ask(), signal);
    this.addEventListener("submit", (event) => this.send(event), { signal });
    this.addEventListener("click", (event) => this.take(event), { signal });
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  async ask() {
    const draft = this.manuscript.read();
    const written = JSON.stringify(draft);
    if (written === this.asked) return;
    this.asked = written;
    const answer = await this.post(this.getAttribute("src"), draft);
    if (written !== this.asked) return;
    this.querySelector("[role=status]").textContent = answer.error ?? "";
    if (answer.error) return void (this.asked = undefined);
    // Nobody's words are taken from under their hands.
    if (!this.own.contains(document.activeElement) && !this.typed().length) this.own.innerHTML = answer.own;
    this.offers.innerHTML = answer.offers;
    const panel = this.closest("[data-side-panel]")?.dataset.sidePanel;
    const counter = document.querySelector(`[data-side-panel-toggle="${panel}"] [data-side-panel-toggle-counter]`);
    if (counter) Object.assign(counter, { textContent: answer.count, hidden: !answer.count });
  }

  async post(address, told) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.manuscript.token };
    try {
      const answer = await fetch(address, { method: "POST", body: JSON.stringify(told), headers });
      return await answer.json();
    } catch {
      return { error: this.dataset.away };
    }
  }

  send(event) {
    event.preventDefault();
    const { target: form, submitter } = event;
    const told = { story: this.manuscript.story, ...Object.fromEntries(new FormData(form)) };
    if (!form.dataset.episode) return this.deed(form, this.dataset.add, told);
    const address = this.dataset.change.replace("/0/", `/${form.dataset.episode}/`);
    return this.deed(form, address, { ...told, remove: submitter?.value === "remove" });
  }

  take({ target }) {
    const button = target.closest("[data-earlier]");
    if (!button || button.disabled) return;
    button.disabled = true;
    const told = { ...this.manuscript.read(), earlier: Number(button.dataset.earlier) };
    this.deed(button.closest("li"), this.dataset.add, told).finally(() => (button.disabled = false));
  }

  async deed(place, address, told) {
    const answer = await this.post(address, told);
    const { begins, error } = answer;
    if (begins && confirm(error)) return this.deed(place, address, { ...told, begins });
    place.querySelector("[role=alert]").textContent = error ?? "";
    if (error) return;
    const typed = this.typed().filter(({ form, name, value }) => form !== place || value !== told[name]);
    this.own.innerHTML = answer.own;
    for (const { form, name, value } of typed) {
      const there = [...this.own.querySelectorAll("form")].find((each) => each.dataset.episode === form.dataset.episode);
      if (there) there.elements[name].value = value;
    }
    this.asked = undefined;
    this.ask();
  }

  // The fields that say something else than what is kept.
  typed() {
    return [...this.own.querySelectorAll("input")].filter(({ value, defaultValue }) => value !== defaultValue);
  }
}

customElements.define("story-lines", StoryLines);
