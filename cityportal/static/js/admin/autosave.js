/* Who presses a button while Wagtail saves by itself waits until it is done. Otherwise the first such saving makes the
   page while the form is on its way to make it again, and the editor reads that the address is taken, by the very same
   page. What is sent then goes where the form goes since that saving: to the page that there is. */
(() => {
  /* An answer that never comes holds nobody longer than this. In milliseconds. */
  const PATIENCE = 15000;
  const saving = new Set();
  const held = new Map();
  let leaving = false;

  const send = (form) => {
    const { submitter, timer } = held.get(form);
    held.delete(form);
    clearTimeout(timer);
    saving.delete(form);
    /* The buttons may have been drawn anew meanwhile, and a button that shows that it works is off: its name would not
       be sent. */
    if (submitter && submitter.form === form) {
      submitter.disabled = false;
      form.requestSubmit(submitter);
      return;
    }
    if (submitter && submitter.name) {
      const named = document.createElement("input");
      form.append(Object.assign(named, { type: "hidden", name: submitter.name, value: submitter.value }));
    }
    form.requestSubmit();
  };
  const done = ({ target }) => {
    saving.delete(target);
    if (held.has(target)) send(target);
  };

  document.addEventListener("w-autosave:save", (event) => {
    /* Nothing is saved beside what is being sent. */
    if (leaving) event.preventDefault();
    else saving.add(event.target);
  });
  document.addEventListener("w-autosave:success", done);
  document.addEventListener("w-autosave:error", done);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!saving.has(form)) {
      leaving = leaving || form.matches("[data-edit-form]");
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held.has(form)) return;
    held.set(form, { submitter: event.submitter, timer: setTimeout(() => send(form), PATIENCE) });
  }, true);
  /* The dialogs of the review send the form by `submit()`, which asks nobody: the fields that they add to it would be
     saved as a change after the decision. */
  const { submit } = HTMLFormElement.prototype;
  HTMLFormElement.prototype.submit = function () {
    if (this.matches("[data-edit-form]")) this.requestSubmit();
    else submit.call(this);
  };
  /* Whoever comes back to the form writes on. */
  window.addEventListener("pageshow", () => { leaving = false; });
})();
