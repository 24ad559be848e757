// <keep-place>: for who is logged in and wants it, a long story remembers how far reading came, and
// offers to go on from there. Who was never asked is asked once a quarter of it is read.
class KeepPlace extends HTMLElement {
  connectedCallback() {
    if (this.blocks) return;
    this.blocks = this.found();
    const detail = { about: [["place", this.dataset.story]], tell: (here) => this.begin(here) };
    queueMicrotask(() => document.dispatchEvent(new CustomEvent("reader-ask", { detail })));
  }

  disconnectedCallback() {
    this.quarter?.disconnect();
  }

  // The blocks of the story, whether or not some of them are folded away.
  found() {
    const body = this.closest("article").querySelector(".article-body");
    return [...body.children].flatMap((block) => {
      if (block.matches("button")) return [];
      return block.hidden ? [...block.children] : [block];
    });
  }

  begin({ reading, places }) {
    const leave = reading?.keeps_places ?? null;
    if (leave) this.watch(places[this.dataset.story]);
    else if (leave === null) this.wait();
  }

  wait() {
    const reached = (seen) => {
      if (!seen.some((entry) => entry.isIntersecting)) return;
      this.quarter.disconnect();
      this.open("place-question");
    };
    // Whatever lies above the window counts: who jumps down passes it unseen.
    this.quarter = new IntersectionObserver(reached, { rootMargin: "999999px 0px 0px" });
    this.quarter.observe(this.blocks[Math.floor(this.blocks.length / 4)]);
  }

  watch(place) {
    this.sent = place?.[0] ?? 0;
    document.addEventListener("visibilitychange", () => document.hidden && this.note());
    addEventListener("pagehide", () => this.note());
    if (!place || place[0] >= this.blocks.length) return;
    const bar = this.open("place-offer");
    const percent = Math.round((100 * place[0]) / place[1]);
    bar.querySelector("p").textContent = this.dataset.stopped.replace("{percent}", percent);
  }

  open(kind) {
    this.bar?.remove();
    const bar = this.querySelector("template").content.firstElementChild.cloneNode(true);
    for (const part of bar.querySelectorAll(`:scope > :not(.${kind})`)) part.remove();
    bar.addEventListener("click", (event) => this.answer(event.target.closest("button")?.value));
    this.append(bar);
    return (this.bar = bar);
  }

  answer(value) {
    if (!value) return;
    this.bar.remove();
    if (value === "go") return this.goOn();
    if (value === "close") return;
    document.dispatchEvent(new CustomEvent("preferred", { detail: { keeps_places: value } }));
    if (value === "yes") this.watch();
  }

  goOn() {
    const block = this.blocks[this.sent];
    block.closest("[hidden]")?.dispatchEvent(new Event("beforematch"));
    block.scrollIntoView();
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
    block.addEventListener("blur", () => block.removeAttribute("tabindex"), { once: true });
  }

  // Before which block reading stands; behind the last one, once its end was seen.
  get block() {
    const boxes = this.blocks.map((block) => block.getBoundingClientRect());
    if (boxes.at(-1).height && boxes.at(-1).bottom <= innerHeight) return boxes.length;
    return Math.max(0, boxes.findIndex((box) => box.height && box.bottom > 0));
  }

  note() {
    const { block, blocks } = this;
    if (block <= this.sent) return;
    this.sent = block;
    const body = new URLSearchParams({ story: this.dataset.story, block, blocks: blocks.length });
    fetch("/me/places/", { method: "POST", body, keepalive: true }).catch(() => {});
  }
}

customElements.define("keep-place", KeepPlace);
