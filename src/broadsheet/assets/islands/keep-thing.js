// <keep-thing>: the plain forms "Save" and "Follow". For who is logged in, the button knows whether
// the thing is kept, and keeps or drops it where it stands; for anybody else the form is sent.
const windows = globalThis.BroadcastChannel && new BroadcastChannel("kept");
if (windows) windows.onmessage = (event) => showAll(event.data);

function showAll(thing) {
  document.querySelectorAll("keep-thing").forEach((each) => each.hear(thing));
}

class KeepThing extends HTMLElement {
  connectedCallback() {
    if (this.said) return;
    this.button = this.querySelector("button");
    this.said = document.createElement("span");
    this.said.className = "said";
    this.said.role = "status";
    this.append(this.said);
    this.addEventListener("submit", this);
    const { name, value } = this.button;
    const detail = {
      about: [[name, value]],
      tell: ({ kept }) => this.hear({ name, value, kept: kept[name].includes(Number(value)) }),
    };
    queueMicrotask(() => document.dispatchEvent(new CustomEvent("reader-ask", { detail })));
  }

  hear({ name, value, kept }) {
    if (name !== this.button.name || value !== this.button.value) return;
    this.button.ariaPressed = String(kept);
  }

  async handleEvent(event) {
    if (!this.button.ariaPressed) return;
    event.preventDefault();
    if (this.button.ariaBusy === "true") return;
    this.button.ariaBusy = "true";
    const kept = this.button.ariaPressed !== "true";
    const answer = await this.send(kept).catch(() => null);
    this.button.ariaBusy = "false";
    if (answer?.status === 401) return this.ask(kept, answer);
    if (!answer?.ok) return this.say((await this.reason(answer)) ?? this.dataset.failed);
    const { name, value } = this.button;
    showAll({ name, value, kept });
    windows?.postMessage({ name, value, kept });
    this.say(kept ? this.dataset.kept : this.dataset.dropped);
  }

  send(kept) {
    const { name, value, form } = this.button;
    return fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ [name]: value, deed: kept ? "keep" : "drop" }),
    });
  }

  // Somebody has logged out in another window. Who wants it kept goes as a stranger does, and it is
  // kept afterwards; who wanted it removed logs in first, and comes back to see how it is.
  async ask(kept, answer) {
    if (!kept) return location.assign((await answer.json()).login);
    this.button.ariaPressed = null;
    this.button.form.requestSubmit(this.button);
  }

  async reason(answer) {
    return (await answer?.json().catch(() => null))?.said;
  }

  say(words) {
    this.said.textContent = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.said.textContent = ""), 5000);
  }
}

customElements.define("keep-thing", KeepThing);
