// <newsroom-arrival src>: says where a story is live by now, and asks again until all is said.
// An empty one asks at once. Once there is no `src` in what it is told, it has heard everything.
const SOON = 300;
const SLOWEST = 10_000;
const MOST = 30;

class NewsroomArrival extends HTMLElement {
  #asked = 0;

  connectedCallback() {
    this.setAttribute("role", "status");
    this.#later(this.hasChildNodes() ? SOON : 0);
  }

  #later(pause) {
    if (this.hasAttribute("src") && this.#asked < MOST) setTimeout(() => this.#ask(pause), pause);
  }

  async #ask(pause) {
    if (!this.isConnected) return;
    this.#asked += 1;
    try {
      const answer = await fetch(this.getAttribute("src"));
      if (answer.ok) this.#tell(await answer.text());
    } catch {
      // Nobody answered; the next question may find somebody.
    }
    this.#later(Math.min(SLOWEST, Math.max(SOON, pause * 1.5)));
  }

  #tell(html) {
    const told = new DOMParser().parseFromString(html, "text/html").querySelector("newsroom-arrival");
    if (!told) return;
    if (told.hasAttribute("src")) this.setAttribute("src", told.getAttribute("src"));
    else this.removeAttribute("src");
    if (told.innerHTML !== this.innerHTML) this.replaceChildren(...told.childNodes);
  }
}

customElements.define("newsroom-arrival", NewsroomArrival);
