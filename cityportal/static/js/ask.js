/* The form for questions: similar answers while the title is typed, telephone and identity numbers before it is sent, so
   that chosen files are kept, and the work that a portal may ask of browsers while programs flood it. Without this script
   the form does all else; similar answers and numbers then come with what is to be put right. The form for comments on
   drafts has the work alone. */
(() => {
  const form = document.querySelector("[data-ask]");
  if (!form) return;
  const title = form.querySelector("#id_title");
  const shown = form.querySelector("[data-similar]");
  const WAIT = 500;
  const SHORTEST = 8;
  let timer, asked = "";

  const look = async () => {
    const typed = title.value.trim();
    if (typed.length < SHORTEST || typed === asked) return;
    asked = typed;
    try {
      const answer = await fetch(form.dataset.similarUrl, { method: "POST", body: new URLSearchParams({ title: typed }), credentials: "omit" });
      if (answer.ok && asked === typed) shown.innerHTML = await answer.text();
    } catch { /* no connection: the form works without */ }
  };
  title?.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });

  /* A number whose hash with the secret of this form begins with so many zero bits. Browsers hash in https only. */
  const bits = Number(form.dataset.proofBits);
  const zeros = (bytes) => {
    let count = 0;
    for (const byte of bytes) {
      if (byte) return count + Math.clz32(byte) - 24;
      count += 8;
    }
    return count;
  };
  const work = async () => {
    const encoder = new TextEncoder();
    for (let number = 0; ; number++) {
      const hash = await crypto.subtle.digest("SHA-256", encoder.encode(`${form.dataset.proofSecret}:${number}`));
      if (zeros(new Uint8Array(hash)) >= bits) return String(number);
    }
  };
  const proof = form.querySelector("#id_proof");
  const done = bits && window.crypto?.subtle ? work().then((number) => { proof.value = number; }) : null;

  const place = form.querySelector("[data-numbers]");
  const asksOfNumbers = async () => {
    if (!place || form.querySelector("[name=numbers]:checked")) return false;
    const typed = new URLSearchParams({ title: title.value, text: form.querySelector("#id_text").value });
    try {
      const answer = await fetch(form.dataset.numbersUrl, {
        method: "POST", body: typed, credentials: "omit", signal: AbortSignal.timeout(5000),
      });
      place.innerHTML = answer.status === 200 ? await answer.text() : "";
    } catch { /* no connection, or a slow one: the form is checked where it arrives */ }
    place.firstElementChild?.focus();
    return Boolean(place.firstElementChild);
  };

  let isChecking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isChecking) return;
    isChecking = true;
    if (!(await asksOfNumbers())) {
      await done;
      form.submit();
    }
    isChecking = false;
  });
})();
