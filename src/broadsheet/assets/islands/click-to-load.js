// <click-to-load>: a film or sound kept elsewhere. Nobody is asked for anything before the reader
// presses play; without script its link leads to where the film is.
class ClickToLoad extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.append(...link.childNodes);
    const note = document.createElement("span");
    note.className = "embed-note";
    note.textContent = this.dataset.note;
    button.querySelector(".embed-words").append(note);
    button.addEventListener("click", this);
    link.replaceWith(button);
  }

  handleEvent() {
    const player = document.createElement("iframe");
    player.src = this.dataset.player;
    player.title = this.dataset.title;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin";
    this.replaceChildren(player);
    player.focus();
  }
}

customElements.define("click-to-load", ClickToLoad);
