// <planning-board src>: lets cards be dragged to another column, which presses the button of the
// card's own form, and asks now and then what others have moved. Without it the buttons do the same.
//
// One question at a time, and none while nobody looks, a card is dragged, or a page is on its way.
const EVERY = 20_000;

class PlanningBoard extends HTMLElement {
  #timer = 0;
  #asking = false;
  #dragged = null;
  #isLeaving = false;

  connectedCallback() {
    for (const kind of ["dragstart", "dragover", "dragleave", "drop", "dragend", "click"]) this.addEventListener(kind, this);
    document.addEventListener("visibilitychange", this);
    addEventListener("pagehide", this);
    addEventListener("pageshow", this);
    this.#made();
    this.#later();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this);
    removeEventListener("pagehide", this);
    removeEventListener("pageshow", this);
  }

  handleEvent(event) {
    const column = event.target.closest?.("[data-column]");
    if (event.type === "dragstart") this.#take(event);
    else if (event.type === "dragend") this.#letGo();
    else if (event.type === "dragover" && this.#dragged && column) this.#over(event, column);
    else if (event.type === "dragleave" && column && !column.contains(event.relatedTarget)) delete column.dataset.over;
    else if (event.type === "drop" && this.#dragged && column) this.#drop(event, column);
    else if (event.type === "click") this.#pressed(event);
    else if (event.type === "visibilitychange" && !document.hidden) this.#ask();
    else if (event.type === "pagehide") this.#isLeaving = true;
    else if (event.type === "pageshow") this.#isLeaving = false;
  }

  #made() {
    for (const card of this.querySelectorAll(".board-card")) card.draggable = true;
  }

  #take(event) {
    this.#dragged = event.target.closest(".board-card");
    if (!this.#dragged) return;
    this.#dragged.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.#dragged.querySelector("h3").textContent);
  }

  #letGo() {
    if (this.#dragged) delete this.#dragged.dataset.dragged;
    for (const column of this.querySelectorAll("[data-over]")) delete column.dataset.over;
    this.#dragged = null;
  }

  #over(event, column) {
    event.preventDefault();
    column.dataset.over = "";
  }

  #drop(event, column) {
    event.preventDefault();
    const card = this.#dragged;
    this.#letGo();
    if (column.contains(card)) return;
    const form = card.querySelector("form");
    const button = form.querySelector(`button[value="${column.dataset.column}"]`) ?? this.#buttonFor(form, column);
    button.click();
  }

  // No such way is offered: the server says in a sentence why.
  #buttonFor(form, column) {
    const button = Object.assign(document.createElement("button"), { name: "to", value: column.dataset.column, hidden: true });
    form.append(button);
    return button;
  }

  #pressed(event) {
    const button = event.target.closest("button[name=to]");
    if (button?.dataset.asks && !confirm(`${button.closest(".board-card").querySelector("h3").textContent}\n\n${button.dataset.asks}`)) event.preventDefault();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), EVERY);
  }

  async #ask() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      if (!document.hidden && !this.#dragged && !this.#isLeaving) {
        const answer = await fetch(this.getAttribute("src"), { headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (answer.ok && !answer.redirected) this.#show(await answer.text());
      }
    } catch {
      // Nobody answered; the next question may find somebody.
    }
    this.#asking = false;
    this.#later();
  }

  #show(html) {
    if (this.#dragged) return;
    const focused = this.contains(document.activeElement) && document.activeElement.id;
    this.innerHTML = html;
    this.#made();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

customElements.define("planning-board", PlanningBoard);
