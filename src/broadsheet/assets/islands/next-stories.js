// <next-stories>: reading goes on below, where the reader asks for it. Each story keeps its own
// address, title and focus; after a few, the invitation is a plain link again, as it is without
// script, for readers who save data, and for whoever opens it in a new tab.
class NextStories extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.button = this.querySelector("button");
    this.said = this.querySelector("[role=status]");
    const read = document.querySelectorAll("main article.story").length;
    if (read > Number(this.dataset.most) || navigator.connection?.saveData) {
      this.button.remove();
      return;
    }
    this.button.addEventListener("click", this);
    this.near = new IntersectionObserver((seen) => this.prepare(seen), { rootMargin: "100%" });
    this.near.observe(this);
  }

  disconnectedCallback() {
    this.near?.disconnect();
  }

  prepare(seen) {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    this.near.disconnect();
    this.fetched = this.fetchStory().catch(() => null);
  }

  async fetchStory() {
    const answer = await fetch(this.link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  async handleEvent() {
    if (this.button.ariaBusy === "true") return;
    this.button.ariaBusy = "true";
    this.said.textContent = this.dataset.loading;
    const page = (await this.fetched) ?? (await this.fetchStory().catch(() => null));
    const story = page?.querySelector("main article.story");
    this.button.ariaBusy = "false";
    this.said.textContent = story ? "" : this.dataset.failed;
    if (story) this.print(page, story);
  }

  print(page, story) {
    follow();
    for (const named of page.querySelectorAll("main [id]")) {
      if (document.getElementById(named.id)) named.removeAttribute("id");
    }
    const sheet = document.createElement("div");
    sheet.className = "continued";
    sheet.append(...page.querySelector("main").children);
    this.replaceWith(document.adoptNode(sheet));
    const headline = story.querySelector("h1");
    headline.tabIndex = -1;
    headline.focus();
    story.scrollIntoView({ block: "start" });
    watch(story);
  }
}

// The story in the upper half of the window is the one whose address and title are shown.
let watching;

function follow() {
  if (watching) return;
  watching = new IntersectionObserver(
    (seen) => seen.filter((entry) => entry.isIntersecting).forEach((entry) => name(entry.target)),
    { rootMargin: "-20% 0px -70%" },
  );
  watch(document.querySelector("main article.story"));
}

function watch(story) {
  watching.observe(story);
}

function name(story) {
  const { address, title } = story.dataset;
  if (!address || location.pathname === address) return;
  history.replaceState(history.state, "", address);
  document.title = title;
}

customElements.define("next-stories", NextStories);
