/* The dialog of a decision begins with what the board answers, and after a refusal with what is not answered yet: the
   keyboard would go through every link of the page that is shown beside a checklist. */
window.jQuery?.(document).on("show.bs.modal shown.bs.modal", ({ target }) => {
  const answers = target.querySelector(".decision__answers form, form[action*='/workflow/']");
  if (!answers || !target.classList.contains("in")) return;
  (answers.querySelector("[aria-invalid=true]") ?? answers.querySelector("input:not([type=hidden]), textarea"))?.focus();
});
