/* Prints what is on the screen. */
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
