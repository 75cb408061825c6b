/* What the server refused to a script is said on the screen: Wagtail's own scripts would pass over it, or say nothing. */
(() => {
  const show = (text) => {
    if (!text) return;
    const detail = { clear: true, text, type: "error" };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
  };
  const isRefused = (status) => status === 403 || status === 409;
  const messageOf = (text) => {
    try {
      return JSON.parse(text).error_message;
    } catch {
      return "";
    }
  };

  const ask = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    if (isRefused(answer.status)) answer.clone().text().then((text) => show(messageOf(text)));
    return answer;
  };
  /* Wagtail's script for dragging throws what it was answered, and nothing catches it. */
  window.addEventListener("unhandledrejection", (event) => {
    if (isRefused(Number(/Status: (\d+)$/.exec(event.reason?.message)?.[1]))) event.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", () => {
    window.jQuery?.(document).on("ajaxError", (_event, answer) => {
      if (isRefused(answer.status)) show(messageOf(answer.responseText));
    });
  });
})();
