/* What was typed in a long form and is not saved yet is kept in the browser, for the account that typed it and the
   address of the form, sealed with a key that the server gives to this account alone. It is offered when the form is
   opened again, goes once it is saved, and after some days. Without a secure connection nothing is kept. A form of its
   own for each text of a screen has a name of its own (`data-keep-as`) and is saved by its script. */
(() => {
  const PREFIX = "typed", SENT = "typed-sent", RESTORE = ["restore-typed", "1"];
  const DAY = 86400000, DAYS = 7, LOOK_EVERY = 2000, ASK_EVERY = 300000, TRY_EVERY = 30000;
  /* Fields that nobody types: tokens, where the form leads, which version Wagtail began with, its comments, keys of
     blocks, which are made by chance; what stood in the field before. */
  const NOT_TYPED = /^(csrfmiddlewaretoken|next|seen|loaded_revision_\w+|comment_notifications|comments-.*|.*-\d+-id)$/;
  const account = document.querySelector("meta[name=account]")?.content;
  const template = document.getElementById("typed-text");
  if (!account || !template || window.top !== window) return;

  const nameOf = (form) => {
    const { pathname } = new URL(form.getAttribute("action") || window.location.href, window.location.href);
    const one = form.dataset.keepAs ? `#${form.dataset.keepAs}` : "";
    return `${PREFIX}:${account}:${pathname}${one}`;
  };
  const valuesOf = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const versionOf = (form) => form.dataset.wAutosaveRevisionIdValue || form.elements.loaded_revision_id?.value || "";
  /* Rich text is JSON, which server and browser write differently: its keys are made by chance. */
  const isEmpty = (value) => value && typeof value === "object" && !Object.keys(value).length;
  const inOrder = (_name, value) => {
    if (!value || typeof value !== "object" || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([name, own]) => name !== "key" && !isEmpty(own)).sort());
  };
  const plain = (value) => {
    try {
      return value.startsWith("{") ? JSON.stringify(JSON.parse(value), inOrder) : value.replace(/\r\n/g, "\n");
    } catch {
      return value;
    }
  };
  const typedIn = (values, besides = new Set()) => JSON.stringify(
    values.filter(([name]) => !NOT_TYPED.test(name) && !besides.has(name)).map(([name, value]) => [name, plain(value)]),
  );

  const recordOf = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      localStorage.removeItem(name);
      return null;
    }
  };
  const kept = () => Object.keys(localStorage).filter((name) => name.startsWith(`${PREFIX}:`))
    .map((name) => ({ name, at: recordOf(name)?.at ?? 0 })).sort((one, other) => one.at - other.at);
  const store = (name, record) => {
    for (;;) {
      try {
        localStorage.setItem(name, JSON.stringify(record));
        return;
      } catch {
        /* No room: what is oldest goes. */
        const oldest = kept().find((other) => other.name !== name);
        if (!oldest) return;
        localStorage.removeItem(oldest.name);
      }
    }
  };
  const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
  const toText = (bytes) => new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.readAsDataURL(new Blob([bytes]));
  });
  const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  /* Under another name, of an account or an address, it does not open. */
  const cipher = (name, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) });
  const seal = async (key, name, content) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const packed = await through(JSON.stringify(content), new CompressionStream("gzip"));
    const sealed = await crypto.subtle.encrypt(cipher(name, iv), key, packed);
    return { at: Date.now(), iv: await toText(iv), sealed: await toText(sealed) };
  };
  const open = async (key, name) => {
    const record = recordOf(name);
    if (!record) return null;
    try {
      const packed = await crypto.subtle.decrypt(cipher(name, toBytes(record.iv)), key, toBytes(record.sealed));
      const text = new TextDecoder().decode(await through(packed, new DecompressionStream("gzip")));
      return { at: record.at, ...JSON.parse(text) };
    } catch {
      /* The key is another one since the password changed. */
      localStorage.removeItem(name);
      return null;
    }
  };

  /* A form that was sent and led on to another page was taken. */
  const noteSent = (name) => {
    sessionStorage.setItem(SENT, JSON.stringify({ name, from: window.location.href.split("#")[0] }));
  };
  const dropTaken = () => {
    const sent = JSON.parse(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
    const isLed = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
    if (sent && isLed && document.referrer === sent.from) localStorage.removeItem(sent.name);
  };

  /* One of many forms of a screen: its fields are plain ones. What stood there when it was typed comes back with it, so
     that the server says where somebody wrote something else meanwhile. */
  const restoreInPlace = (form, values) => {
    for (const [name, value] of values) {
      if (name !== "csrfmiddlewaretoken" && form.elements[name]) form.elements[name].value = value;
    }
    form.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector("textarea").focus();
  };
  /* By the server, which fills whatever fields there are. A page is saved so as a draft, as Wagtail would have saved it;
     forms of ours are only shown. */
  const restore = (form, values) => {
    const sent = document.createElement("form");
    for (const [name, value] of form.dataset.keep ? [...values, RESTORE] : values) {
      const field = Object.assign(document.createElement("textarea"), { name, value });
      if (name === "csrfmiddlewaretoken") field.value = form.elements[name].value;
      sent.append(field);
    }
    const action = form.getAttribute("action") || window.location.href;
    Object.assign(sent, { method: "post", enctype: "multipart/form-data", action, hidden: true });
    document.body.append(sent);
    noteSent(nameOf(form));
    sent.submit();
  };
  const offer = (form, found, done) => {
    const banner = template.content.firstElementChild.cloneNode(true);
    const at = new Date(found.at), time = banner.querySelector("time");
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    const holds = { changed: found.version !== versionOf(form), files: Boolean(form.querySelector("input[type=file]")) };
    for (const part of banner.querySelectorAll("[data-when]")) part.hidden = !holds[part.dataset.when];
    banner.querySelector("[data-restore]").addEventListener("click", () => {
      if (!form.dataset.keepAs) {
        restore(form, found.values);
        return;
      }
      restoreInPlace(form, found.values);
      banner.remove();
      done();
    });
    banner.querySelector("[data-discard]").addEventListener("click", () => {
      localStorage.removeItem(nameOf(form));
      banner.remove();
      done();
    });
    if (form.dataset.keepAs) form.prepend(banner);
    else form.before(banner);
  };

  const watch = (form) => {
    /* What was sent and not taken stands in the form already. */
    const isSent = ["sent", "true"].includes(form.dataset.keep ?? form.dataset.wUnsavedForceValue);
    const besides = new Set();
    let key = null, isTouched = isSent, isOffering = true, asked = Date.now();
    let name = nameOf(form), saved = "", now = "", saving = [];

    const look = async () => {
      const values = valuesOf(form), typed = typedIn(values, besides);
      if (!isTouched) saved = now = typed;
      if (isOffering || typed === now) return;
      /* Typing is a step: the session does not end meanwhile, or the person learns now that it has. */
      if (Date.now() - asked > (key ? ASK_EVERY : TRY_EVERY)) {
        asked = Date.now();
        document.dispatchEvent(new Event("portal:ask"));
      }
      if (!key) return;
      now = typed;
      const sealed = await seal(key, name, { values, version: versionOf(form) });
      if (typed === saved) localStorage.removeItem(name);
      else if (typed === now) store(name, sealed);
    };
    const begin = async () => {
      const found = await open(key, name);
      const differs = found && !isSent && typedIn(found.values) !== typedIn(valuesOf(form));
      if (differs) offer(form, found, () => { isOffering = false; });
      else if (found && !isSent) localStorage.removeItem(name);
      isOffering = Boolean(differs);
      look();
      setInterval(look, LOOK_EVERY);
    };
    document.addEventListener("portal:known", async ({ detail }) => {
      const isFirst = !key;
      key = await crypto.subtle.importKey("raw", toBytes(detail.key), "AES-GCM", false, ["encrypt", "decrypt"]);
      if (isFirst) await begin();
      /* Sealed again: the key may be another one now. */
      else if (now !== saved) now = "";
    });
    for (const kind of ["input", "keydown", "click", "paste", "drop"]) {
      form.addEventListener(kind, () => { isTouched = true; }, { capture: true, once: true });
    }
    document.addEventListener("visibilitychange", () => document.hidden && look());
    const noteSaving = () => { saving = valuesOf(form); };
    const noteSaved = ({ detail }) => {
      /* Wagtail has entered the keys of what it saved. */
      for (const field of Object.keys(detail?.data?.field_updates ?? {})) besides.add(field);
      saved = typedIn(saving, besides);
      const isAll = typedIn(valuesOf(form), besides) === saved, former = name;
      name = nameOf(form);
      if (isOffering) return;
      if (isAll || name !== former) localStorage.removeItem(former);
      now = isAll ? saved : "";
    };
    /* Forms that a script of ours saves tell it by events of ours. */
    for (const kind of ["w-autosave:save", "portal:saving"]) form.addEventListener(kind, noteSaving);
    for (const kind of ["w-autosave:success", "portal:saved"]) form.addEventListener(kind, noteSaved);
  };

  /* Comments at a page are in no field of its form while they are being written. They are kept beside it and offered as
     words to copy: the place they were written at may be gone. */
  const watchComments = (form, box) => {
    let key = null, offered = [], now = "[]", former = "";
    const nameOfComments = () => `${nameOf(form)}#comments`;
    const written = () => [...box.querySelectorAll("textarea")].map(({ value }) => value.trim()).filter(Boolean);

    const look = async () => {
      const texts = [...offered, ...written()], typed = JSON.stringify(texts), name = nameOfComments();
      if (typed === now && name === former) return;
      if (name !== former) localStorage.removeItem(former);
      now = typed;
      former = name;
      const sealed = texts.length ? await seal(key, name, { texts }) : null;
      if (typed !== now) return;
      if (sealed) store(name, sealed);
      else localStorage.removeItem(name);
    };
    const show = () => {
      const banner = document.getElementById("typed-comments").content.firstElementChild.cloneNode(true);
      for (const text of offered) {
        banner.querySelector("ul").append(Object.assign(document.createElement("li"), { textContent: text }));
      }
      banner.querySelector("[data-discard]").addEventListener("click", () => {
        offered = [];
        banner.remove();
        look();
      });
      form.before(banner);
    };
    document.addEventListener("portal:known", async ({ detail }) => {
      const isFirst = !key;
      key = await crypto.subtle.importKey("raw", toBytes(detail.key), "AES-GCM", false, ["encrypt", "decrypt"]);
      if (!isFirst) {
        now = "";
        return;
      }
      former = nameOfComments();
      offered = (await open(key, former))?.texts ?? [];
      now = JSON.stringify(offered);
      if (offered.length) show();
      setInterval(look, LOOK_EVERY);
    });
    document.addEventListener("visibilitychange", () => document.hidden && key && look());
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.crypto?.subtle || !window.CompressionStream) return;
    dropTaken();
    for (const { name, at } of kept()) if (Date.now() - at > DAYS * DAY) localStorage.removeItem(name);
    document.addEventListener("submit", ({ target }) => {
      /* An offer that nobody decided on outlives what is sent beside it. */
      const isOffered = document.querySelector(".typed-text");
      if (!isOffered && target.matches("[data-edit-form], [data-keep]:not([data-keep-as])")) noteSent(nameOf(target));
    });
    const long = "form[data-w-autosave-interval-value], form[data-keep] :is(textarea, [data-draftail-input], [data-block])";
    const forms = [...new Set([...document.querySelectorAll(long)].map((field) => field.closest("form")))];
    const watched = forms.filter((form, place) => (
      (!place || form.dataset.keepAs) && !form.querySelector("input[type=password]")
    ));
    watched.forEach(watch);
    const comments = document.getElementById("comments");
    if (watched.length && comments) watchComments(watched[0], comments);
    if (watched.length) document.dispatchEvent(new Event("portal:ask"));
  });
})();
