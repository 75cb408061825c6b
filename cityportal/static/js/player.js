/* Broadcasts and recordings of other hosts. Nothing is asked of them before a reader presses the button, which is
   hidden in the markup: without scripts, the link beside it leads there. */
(() => {
  const element = ({ kind, source, title }) => {
    const player = document.createElement(kind === "media" ? "video" : "iframe");
    player.title = title;
    if (kind === "media") {
      player.controls = true;
      player.setAttribute("aria-label", title);
      player.tabIndex = 0;
    } else {
      player.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
      player.allowFullscreen = true;
      player.referrerPolicy = "strict-origin-when-cross-origin";
      player.sandbox = "allow-scripts allow-same-origin allow-presentation allow-popups";
    }
    player.src = source;
    return player;
  };

  for (const button of document.querySelectorAll("[data-player]")) {
    const place = document.getElementById(button.dataset.player);
    button.hidden = false;
    place.parentElement.classList.add("player--ready");
    button.addEventListener("click", () => {
      const player = element(place.dataset);
      place.hidden = false;
      place.replaceChildren(player);
      button.hidden = true;
      player.focus();
    });
  }
})();
