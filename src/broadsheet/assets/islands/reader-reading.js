// <reader-reading>: how somebody likes to read follows them to every device they log in with. The
// account's choice is brought into this browser, and what is chosen here goes to the account.
class ReaderReading extends HTMLElement {
  connectedCallback() {
    document.addEventListener("preferred", (event) => this.send(event.detail));
    const detail = { about: [], tell: (here) => this.take(here.reading) };
    queueMicrotask(() => document.dispatchEvent(new CustomEvent("reader-ask", { detail })));
  }

  take(reading) {
    this.isKnown = true;
    if (!reading) return;
    const usual = { text_size: "100", appearance: "auto", folding: "paper" };
    for (const name in usual) this.keep(name.replace("_", "-"), String(reading[name]), usual[name]);
  }

  // As the script before the first paint will find it on the next page.
  keep(name, value, usual) {
    const page = document.documentElement;
    if (value === usual) page.removeAttribute(`data-${name}`);
    else page.setAttribute(`data-${name}`, value);
    try {
      localStorage.setItem(name, value);
    } catch {
      // A reader who allows no storage still gets it on this page.
    }
  }

  send(chosen) {
    if (!this.isKnown) return;
    const headers = { Accept: "application/json" };
    const body = new URLSearchParams(chosen);
    fetch("/me/settings/", { method: "POST", headers, body, keepalive: true }).catch(() => {});
  }
}

customElements.define("reader-reading", ReaderReading);
