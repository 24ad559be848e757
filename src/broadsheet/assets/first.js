// Runs before the first paint, so that nothing on the page moves afterwards: says that there is
// script and whether somebody is logged in, and brings back how this reader likes to read.
(() => {
  const page = document.documentElement.dataset;
  page.script = "";
  if (/(?:^|; )reader=1(?:;|$)/.test(document.cookie)) page.reader = "";
  try {
    const size = localStorage.getItem("text-size");
    if (/^(125|150|175|200)$/.test(size)) page.textSize = size;
    const appearance = localStorage.getItem("appearance");
    if (/^(light|dark)$/.test(appearance)) page.appearance = appearance;
    if (localStorage.getItem("folding") === "never") page.folding = "never";
  } catch {}
})();
