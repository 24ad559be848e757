// <picture-viewer>: shows the pictures inside it large, in a dialog. Without script each picture's
// link leads to the large file.
class PictureViewer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  get links() {
    return [...this.querySelectorAll("a.enlarge")];
  }

  handleEvent(event) {
    const link = event.target.closest("a.enlarge");
    const template = document.getElementById("picture-viewer");
    if (!link || !template || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.dialog = template.content.firstElementChild.cloneNode(true);
    document.body.append(this.dialog);
    this.dialog.querySelector(".viewer-steps").hidden = this.links.length < 2;
    this.dialog.querySelector(".viewer-back").addEventListener("click", () => this.step(-1));
    this.dialog.querySelector(".viewer-on").addEventListener("click", () => this.step(1));
    this.dialog.addEventListener("keydown", (key) => this.turn(key));
    this.dialog.addEventListener("close", () => this.close());
    this.show(this.links.indexOf(link));
    this.dialog.showModal();
  }

  show(number) {
    this.number = number;
    const link = this.links[number];
    const small = link.parentElement.querySelector("img");
    const large = this.dialog.querySelector("img");
    large.width = link.dataset.width;
    large.height = link.dataset.height;
    large.alt = small.alt;
    large.src = link.href;
    const words = link.closest("figure")?.querySelector("figcaption");
    this.dialog.querySelector("figcaption").innerHTML = words?.innerHTML ?? "";
    this.dialog.querySelector("output").textContent = `${number + 1} / ${this.links.length}`;
  }

  step(by) {
    const count = this.links.length;
    this.show((this.number + by + count) % count);
  }

  turn(event) {
    if (this.links.length < 2) return;
    const onwards = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key === onwards) this.step(1);
    if (event.key === back) this.step(-1);
  }

  close() {
    this.dialog.remove();
    this.links[this.number]?.focus();
  }
}

customElements.define("picture-viewer", PictureViewer);
