// <story-company>: says in words who else is in a story, and who has saved it since it was opened.
// <story-overtaken>: says at once when a form did not save itself because of that, or because its
// writer is logged out, and what can be done; nothing leaves the form meanwhile.
//
// The words come from the server. Wagtail's own dialog, which would ask whether to write over what
// somebody else saved, is not shown: the server never does so unless it was chosen there.
const NOT_IN = "logged_out";
const TOO_OLD = "too_old";

const written = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

class StoryCompany extends HTMLElement {
  connectedCallback() {
    document.addEventListener("w-swap:json", this, true);
  }

  disconnectedCallback() {
    document.removeEventListener("w-swap:json", this, true);
  }

  handleEvent({ detail }) {
    const others = detail?.data?.other_sessions;
    if (!others) return;
    const saved = others.find((other) => other.revision_id);
    const here = others.filter((other) => other.session_id && other.user !== this.dataset.me);
    const lines = [];
    if (here.length) lines.push(this.#here(here));
    if (saved) lines.push(this.#newer(saved));
    this.#say(lines);
    for (const other of others) other.revision_id = null;
  }

  #here(people) {
    const { here, writing, comma } = this.dataset;
    const names = people.map(({ user, is_editing }) => (is_editing ? written(writing, { name: user }) : user));
    return written(here, { names: names.join(comma) });
  }

  #newer({ user }) {
    return user === this.dataset.me ? this.dataset.own : written(this.dataset.newer, { name: user });
  }

  #say(lines) {
    if (lines.join() === [...this.children].map((line) => line.textContent).join()) return;
    this.replaceChildren(...lines.map((words) => Object.assign(document.createElement("p"), { textContent: words })));
  }
}

class StoryOvertaken extends HTMLElement {
  #isOut = false;

  connectedCallback() {
    for (const kind of ["w-autosave:error", "w-autosave:success"]) document.addEventListener(kind, this);
    addEventListener("focus", this);
  }

  handleEvent({ type, detail }) {
    if (type === "focus") return this.#isOut && this.#saveAgain();
    if (type === "w-autosave:success") return this.#clear();
    const answer = detail.response;
    if (answer?.notice) this.#tell(answer.notice);
    if (answer?.error_code === NOT_IN && !this.#isOut) this.#tellOut();
    if (answer?.error_code === TOO_OLD && answer.token) this.#takeToken(answer.token);
  }

  // The same again stays as it is: somebody may be about to press one of its buttons.
  #tell(html) {
    const told = new DOMParser().parseFromString(html, "text/html");
    const version = (place) => place.querySelector("[name=seen_version]")?.value;
    if (version(told) !== version(this)) this.innerHTML = html;
  }

  #clear() {
    this.#isOut = false;
    this.replaceChildren();
  }

  #tellOut() {
    this.#isOut = true;
    this.replaceChildren(document.getElementById("logged-out").content.cloneNode(true));
    this.querySelector("[data-save-again]").addEventListener("click", () => this.#saveAgain());
  }

  // Somebody has logged in again: the form gets what it lacks to be taken, and saves itself.
  #takeToken(token) {
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
    this.#saveAgain();
  }

  // As a change would, which the form still remembers.
  #saveAgain() {
    const change = new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } });
    this.closest("form").dispatchEvent(change);
  }
}

customElements.define("story-company", StoryCompany);
customElements.define("story-overtaken", StoryOvertaken);
