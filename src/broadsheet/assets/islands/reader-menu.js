// <reader-menu>: where a stranger has the link "Log in", who is logged in opens a menu. That somebody
// is, the cookie "reader" has told before the first paint (first.js). The menu alone asks who that is
// and what they keep, once for all islands that want to know: each says so with the event
// "reader-ask". A browser that nobody is logged in with asks nothing. It closes whatever menu the
// keyboard leaves, that of the sections as well.
const page = document.documentElement.dataset;

class ReaderMenu extends HTMLElement {
  connectedCallback() {
    this.asked = [];
    document.addEventListener("reader-ask", (event) => this.note(event.detail));
    this.note({ about: [], tell: (here) => this.show(here.reader) });
    // So that none lies over what has the focus. A click closes it anyway; one on its button would
    // after this open it again.
    document.addEventListener("focusin", ({ target }) => {
      if (!target.matches(":focus-visible")) return;
      for (const menu of document.querySelectorAll("[popover]")) {
        if (!menu.contains(target)) menu.hidePopover?.();
      }
    });
  }

  note(asked) {
    if (!("reader" in page)) return;
    this.asked.push(asked);
    this.timer ??= setTimeout(() => this.ask());
  }

  async ask() {
    const asked = this.asked.splice(0);
    this.timer = undefined;
    const query = new URLSearchParams(asked.flatMap(({ about }) => about));
    try {
      const here = await (await fetch(`/me/here/?${query}`)).json();
      if (here.reader) asked.forEach(({ tell }) => tell(here));
      else delete page.reader;
    } catch {
      // What cannot be known now is as for a stranger: links and forms do it all.
    }
  }

  show({ name, initials, portrait, token }) {
    const link = this.querySelector("a");
    const menu = document.getElementById("reader-menu").content.firstElementChild.cloneNode(true);
    menu.querySelector("bdi").textContent = name;
    // No public page bears a token, nor a field for one.
    const proof = document.createElement("input");
    Object.assign(proof, { type: "hidden", name: "csrfmiddlewaretoken", value: token });
    menu.querySelector("form").append(proof);
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.setAttribute("popovertarget", menu.id);
    button.append(this.face(initials, portrait), link.querySelector(".if-known"));
    link.replaceWith(button);
    this.append(menu);
    // Under its button, at the same edge of the window.
    menu.addEventListener("beforetoggle", () => {
      const place = button.getBoundingClientRect();
      menu.style.insetBlockStart = `${place.bottom}px`;
      const edge = document.dir === "rtl" ? place.left : innerWidth - place.right;
      menu.style.insetInlineEnd = `${Math.max(edge, 0)}px`;
    });
  }

  face(initials, portrait) {
    const face = document.createElement(portrait ? "img" : "b");
    face.className = "owner-face";
    if (portrait) Object.assign(face, { src: portrait, alt: "", width: 256, height: 256 });
    else Object.assign(face, { textContent: initials, ariaHidden: "true" });
    return face;
  }
}

customElements.define("reader-menu", ReaderMenu);
