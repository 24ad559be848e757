// <share-story>: the system's own sheet where there is one, else the link is copied.
// Without script its link writes a mail.
class ShareStory extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link || !(navigator.share || navigator.clipboard)) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = link.className;
    this.button.append(...link.childNodes);
    this.button.querySelector("span").textContent = this.label;
    this.said = document.createElement("span");
    this.said.className = "said";
    this.said.role = "status";
    link.replaceWith(this.button, this.said);
    this.button.addEventListener("click", this);
  }

  get label() {
    return navigator.share ? this.dataset.share : this.dataset.copy;
  }

  async handleEvent() {
    const { url, title } = this.dataset;
    try {
      if (navigator.share) return await navigator.share({ url, title });
      await navigator.clipboard.writeText(url);
      this.said.textContent = this.dataset.copied;
      setTimeout(() => (this.said.textContent = ""), 4000);
    } catch {
      // The reader closed the sheet, or the browser allows no copying: nothing was promised.
    }
  }
}

customElements.define("share-story", ShareStory);
