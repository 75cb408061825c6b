/* Asks for a part of the page again while it is live and seen: [data-live="address"], every [data-live-seconds].
   The part that comes says whether to go on; without a script people reload. Focus stays on the same control. */
(() => {
  const state = document.getElementById("live-state");

  // Emptied first: the same words a second time are no change, and would not be read out.
  const announce = () => {
    if (!state) return;
    state.textContent = "";
    setTimeout(() => { state.textContent = state.dataset.text; }, 100);
  };

  const ask = async () => {
    const part = document.querySelector("[data-live]");
    if (!part) return;
    const typing = part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
    if (!document.hidden && !typing) {
      try {
        const answer = await fetch(part.dataset.live, { credentials: "same-origin", redirect: "error" });
        const text = answer.ok ? await answer.text() : "";
        const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-live-part]");
        if (fresh && fresh.dataset.livePart !== part.dataset.livePart) {
          const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
          part.replaceWith(fresh);
          if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
          announce();
        }
      } catch { /* away for a moment: asked again */ }
    }
    wait();
  };

  const wait = () => {
    const part = document.querySelector("[data-live]");
    if (part) setTimeout(ask, 1000 * (Number(part.dataset.liveSeconds) || 20));
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && state) state.textContent = "";
  });
  wait();
})();
