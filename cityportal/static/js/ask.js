/* The form for questions: similar answers while the title is typed, and the work that a portal may ask of browsers while
   programs flood it. Without this script the form does all else; similar answers then come with what is to be put right. */
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
  title.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });

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
  if (bits && window.crypto?.subtle) {
    const proof = form.querySelector("#id_proof");
    const done = work().then((number) => { proof.value = number; });
    form.addEventListener("submit", (event) => {
      if (proof.value) return;
      event.preventDefault();
      done.then(() => form.submit());
    });
  }
})();
