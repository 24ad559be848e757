// Says in the header what a form lacks before it can save itself, and says it until it is saved.
// Wagtail says that saving is paused, and tells why to whoever points at it; and says "Saving…" with
// every letter, though it has just been told that this cannot be.
let told = "";

addEventListener("w-autosave:save", goOnTelling);
addEventListener("w-autosave:error", tell);
addEventListener("w-autosave:success", () => (told = ""));

function tell({ detail: { type, text } }) {
  told = type === "validation_error" ? text : "";
  const said = document.querySelector(".w-autosave-indicator__state--paused .w-autosave-indicator__text");
  if (said) said.textContent = text;
}

// The window hears of it after the indicator, which listens to the document.
function goOnTelling() {
  const indicator = document.getElementById("w-autosave-indicator");
  if (!told || !indicator) return;
  indicator.dataset.wAutosaveStateValue = "paused";
  indicator.dataset.wTooltipContentValue = told;
}
