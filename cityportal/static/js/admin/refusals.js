/* What the server refused to a script is said on the screen: Wagtail's own scripts would pass over it, or say nothing. */
(() => {
  /* A script that knows what to do about it says so by `preventDefault()`; see `signed-out.js`. */
  const show = (answer) => {
    let told;
    try {
      told = JSON.parse(answer);
    } catch {
      return;
    }
    const refused = new CustomEvent("portal:refused", { cancelable: true, detail: { code: told?.error_code } });
    if (!document.dispatchEvent(refused) || !told?.error_message) return;
    const detail = { clear: true, text: told.error_message, type: "error" };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
  };
  const isRefused = (status) => status === 403 || status === 409 || status === 503;

  const ask = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    if (isRefused(answer.status)) answer.clone().text().then(show);
    return answer;
  };
  /* Wagtail's script for dragging throws what it was answered, and nothing catches it. */
  window.addEventListener("unhandledrejection", (event) => {
    if (isRefused(Number(/Status: (\d+)$/.exec(event.reason?.message)?.[1]))) event.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", () => {
    window.jQuery?.(document).on("ajaxError", (_event, answer) => {
      if (isRefused(answer.status)) show(answer.responseText);
    });
  });
})();
