/* The dialog of an approval begins with what the board answers, and after a refusal with what is not answered yet: the
   keyboard would go through every link of the page that is shown before it. */
window.jQuery?.(document).on("show.bs.modal shown.bs.modal", ({ target }) => {
  const answers = target.querySelector(".decision__answers form");
  if (!answers || !target.classList.contains("in")) return;
  (answers.querySelector("[aria-invalid=true]") ?? answers.querySelector("input:not([type=hidden])"))?.focus();
});
