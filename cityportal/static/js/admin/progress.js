/* How far a long task has come, asked again every few seconds for as long as the answer says that it goes on. */
(() => {
  const PAUSE = 3000;
  const ask = async () => {
    const shown = document.querySelector("[data-progress]");
    if (!shown) return;
    /* What somebody is about to press stays under the finger. */
    if (!document.hidden && !shown.contains(document.activeElement)) {
      const response = await fetch(window.location.href).catch(() => null);
      if (response?.ok) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const answer = page.getElementById(shown.id);
        if (answer) shown.replaceWith(document.adoptNode(answer));
      }
    }
    window.setTimeout(ask, PAUSE);
  };
  window.setTimeout(ask, PAUSE);
})();
