/* A session that ends takes nothing along: the person signs in over the page, in a frame, and the page goes on with the
   token of the new session. Somebody else who signs in meanwhile goes on with nothing of the first person's. */
(() => {
  const account = document.querySelector("meta[name=account]")?.content;
  const dialog = document.getElementById("signed-out")?.content.firstElementChild;
  /* Where nobody is signed in there is nothing to lose; in the frame, the page around it sees to it. */
  if (!account || !dialog || window.top !== window) return;
  const { address, signIn, offline } = dialog.dataset;
  const frame = dialog.querySelector("iframe");
  /* In milliseconds: whoever was signed in just now is not asked for, which outlasts what `autosave.js` holds; a stale
     page is brought up to date once; after Wagtail gave up a dead line, it is tried again. */
  const KNOWN_FOR = 30000, NOT_AGAIN_FOR = 10000, TRY_EVERY = 30000;
  const typedIn = new WeakSet(), asking = new WeakSet();
  let known = Date.now(), waiting = null, isLed = false, resumed = 0, retry = 0;

  const say = (text) => {
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, text, type: "error" } }));
  };
  const show = (state) => {
    for (const part of dialog.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
    if (state === "out" && !isLed) frame.src = signIn;
    isLed = state === "out";
    if (!dialog.open) dialog.showModal();
  };
  const takeToken = (token, within) => {
    for (const field of within.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    if (within === document && window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  };

  /* Whether the person for whom the page was made is signed in. Where nobody is, the refusal opens the dialog. Throws
     where there is no connection. */
  const know = async () => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    const told = await answer.json();
    const isSame = told.account === account;
    /* Of somebody else the button alone that signs them out: whatever the page sends by itself stays refused. */
    takeToken(told.csrf_token, isSame ? document : dialog);
    if (!isSame) {
      show("other");
      return false;
    }
    known = Date.now();
    document.dispatchEvent(new CustomEvent("portal:known", { detail: { key: told.key } }));
    return true;
  };
  /* What Wagtail could not save, it saves as if it had been typed just now. */
  const editor = () => document.querySelector("form[data-w-autosave-interval-value]");
  const resume = () => {
    resumed = Date.now();
    const event = new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } });
    const { wUnsavedHasEditsValue: edits, wUnsavedHasCommentsValue: comments } = editor()?.dataset ?? {};
    if (edits === "true" || comments === "true") editor().dispatchEvent(event);
  };
  const goOn = async () => {
    if (!await know().catch(() => say(offline))) return;
    isLed = false;
    frame.src = "about:blank";
    dialog.close();
    const next = waiting ?? resume;
    waiting = null;
    next();
  };

  document.addEventListener("portal:refused", (event) => {
    const { code } = event.detail;
    if (code === "signed_out") {
      event.preventDefault();
      show("out");
    } else if (code === "stale_form" && Date.now() - resumed > NOT_AGAIN_FOR) {
      /* Signed in anew in another window. What Wagtail saves by itself is saved again; other buttons are pressed again. */
      if (editor()) event.preventDefault();
      resumed = Date.now();
      know().then((isSo) => isSo && resume(), () => {});
    }
  });
  document.addEventListener("portal:ask", () => know().catch(() => {}));
  document.addEventListener("w-autosave:success", () => clearTimeout(retry));
  document.addEventListener("w-autosave:error", ({ detail }) => {
    clearTimeout(retry);
    if (detail.type === "network_error") retry = setTimeout(resume, TRY_EVERY);
  });

  document.addEventListener("DOMContentLoaded", () => document.body.append(dialog));
  frame.addEventListener("load", () => {
    if (frame.contentWindow.location.pathname === address) goOn();
  });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("[data-go-on]").addEventListener("click", goOn);
  /* Signing the other one out leads to the sign-in, in the frame. */
  dialog.querySelector("form").addEventListener("submit", () => {
    isLed = true;
    show("out");
  });

  /* What was typed is not sent to a page that asks to sign in. */
  const send = (form, submitter) => {
    /* A button that shows that it works is off: its name would not be sent. */
    if (submitter) submitter.disabled = false;
    form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  };
  document.addEventListener("input", ({ target }) => target.form && typedIn.add(target.form), true);
  document.addEventListener("submit", async (event) => {
    const form = event.target, { submitter } = event;
    const isWatched = typedIn.has(form) || form.matches("[data-edit-form], [data-keep]");
    if (!isWatched || form.getAttribute("method")?.toLowerCase() !== "post" || form.closest(".modal, dialog")) return;
    if (Date.now() - known < KNOWN_FOR) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking.has(form)) return;
    asking.add(form);
    try {
      if (await know()) send(form, submitter);
      else waiting = () => send(form, submitter);
    } catch {
      say(offline);
    }
    asking.delete(form);
  }, true);
})();
