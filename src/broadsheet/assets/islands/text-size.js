// <text-size>: five steps, from 100 % to 200 %, kept between visits. Measures everything in rem,
// so that the page folds into fewer columns instead of growing out of the window.
class TextSize extends HTMLElement {
  connectedCallback() {
    this.page = document.documentElement;
    this.addEventListener("change", this);
    this.watch = new MutationObserver(() => this.show());
    this.watch.observe(this.page, { attributeFilter: ["data-text-size"] });
    this.show();
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }

  show() {
    const size = this.page.dataset.textSize ?? "100";
    const radio = this.querySelector(`input[value="${size}"]`);
    if (radio) radio.checked = true;
  }

  handleEvent(event) {
    const size = event.target.value;
    if (size === "100") delete this.page.dataset.textSize;
    else this.page.dataset.textSize = size;
    document.dispatchEvent(new CustomEvent("preferred", { detail: { text_size: size } }));
    try {
      localStorage.setItem("text-size", size);
    } catch {
      // A reader who allows no storage still gets the size on this page.
    }
  }
}

customElements.define("text-size", TextSize);
