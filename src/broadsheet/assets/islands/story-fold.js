// <story-fold>: folds a story after its first blocks, so that a reader opens the rest. Only where
// find-in-page, links and print reach what is folded; everywhere else the whole story stands open.
const SMALL = "(max-width: 46em)";

class StoryFold extends HTMLElement {
  connectedCallback() {
    const { after, fold } = this.dataset;
    const rest = [...this.children].slice(Number(after));
    const unwanted = document.documentElement.dataset.folding === "never";
    const wanted =
      !unwanted && (fold === "always" || (fold === "small" && matchMedia(SMALL).matches));
    if (this.folded || !wanted || !rest.length || !("onbeforematch" in this)) return;
    this.folded = document.createElement("div");
    this.folded.append(...rest);
    this.folded.hidden = "until-found";
    this.opener = document.createElement("button");
    this.opener.type = "button";
    this.opener.className = "fold-opener";
    this.opener.textContent = this.dataset.open;
    this.append(this.folded, this.opener);
    this.opener.addEventListener("click", () => this.open({ focus: true }));
    this.folded.addEventListener("beforematch", () => this.open());
    addEventListener("beforeprint", () => this.open());
    addEventListener("hashchange", () => this.openAtAnchor());
    this.openAtAnchor();
  }

  openAtAnchor() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target || !this.folded?.contains(target)) return;
    this.open();
    target.scrollIntoView();
  }

  open({ focus = false } = {}) {
    if (!this.folded.isConnected) return;
    const first = this.folded.firstElementChild;
    this.opener.remove();
    this.folded.replaceWith(...this.folded.childNodes);
    if (!focus) return;
    // Keyboard and screen reader go on where the story does.
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.addEventListener("blur", () => first.removeAttribute("tabindex"), { once: true });
  }
}

customElements.define("story-fold", StoryFold);
