/* What is pasted from Word, and tables pasted from anywhere. The editor of running text drops tables, headings and numbers
   without a sound, and knows no old fonts: the portal reads such a paste as it reads Word files, and each heading and table
   becomes a block between the paragraphs. Where the portal does not answer, tables alone are found here. All running text of
   ours stands in streams. Any other paste is the editor's alone.
   A table block reads the rows of a spreadsheet wrongly where cells are merged: it is sent the same cells as plain rows. */
(() => {
  const words = document.currentScript.dataset;
  const OLD_FONT = /font-family\s*:[^;}]*(\.vn|vni-)|\bface=["']?(\.vn|vni-)/i;
  const OF_WORD = /\bmso-|class=["']?mso|<table/i;
  /* In milliseconds: a line that is dead loses no paste. */
  const PATIENCE = 15000;
  const resent = new WeakSet();

  /* What a cell says, line by line: Word breaks the lines of its source anywhere. */
  const linesOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("style, script")) return "";
    if (node.tagName === "BR") return "\n";
    const text = [...node.childNodes].map(linesOf).join("");
    return node.matches("p, div, li, tr, h1, h2, h3, h4, h5, h6") ? `${text}\n` : text;
  };
  const textOf = (cell) => linesOf(cell).split("\n").map((line) => line.trim().replace(/ +/g, " ")).join("\n").trim();

  const cellsOf = (table) => {
    const rows = [...table.rows], data = rows.map(() => []), mergeCells = [];
    rows.forEach((tr, row) => {
      let col = 0;
      for (const cell of tr.cells) {
        while (data[row][col] !== undefined) col += 1;
        const rowspan = Math.min(Math.max(cell.rowSpan, 1), rows.length - row), colspan = Math.max(cell.colSpan, 1);
        for (let down = 0; down < rowspan; down += 1) {
          for (let right = 0; right < colspan; right += 1) data[row + down][col + right] = "";
        }
        data[row][col] = textOf(cell);
        if (rowspan > 1 || colspan > 1) mergeCells.push({ row, col, rowspan, colspan });
        col += colspan;
      }
    });
    const width = Math.max(0, ...data.map((row) => row.length));
    return { data: data.map((row) => Array.from({ length: width }, (_, col) => row[col] ?? "")), mergeCells };
  };

  /* The pasted text, before, between and after its tables, and the tables, as the portal answers them; a table of one cell
     is text. */
  const partsOf = (html) => {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    for (const table of body.querySelectorAll("table")) {
      const { data } = cellsOf(table);
      if (data.flat().length > 1 || table.parentElement.closest("table")) continue;
      const text = document.createElement("p");
      text.textContent = data.flat().join();
      table.replaceWith(text);
    }
    const range = body.ownerDocument.createRange(), parts = [];
    const textBefore = (end) => {
      if (end) range.setEndBefore(end);
      else range.setEnd(body, body.childNodes.length);
      /* In the document that was read: in the page its pictures would be asked for. */
      const piece = body.ownerDocument.createElement("div");
      piece.append(range.cloneContents());
      if (textOf(piece)) parts.push({ type: "paragraph", value: piece.innerHTML });
    };
    range.setStart(body, 0);
    for (const table of body.querySelectorAll("table:not(table table)")) {
      textBefore(table);
      const cells = cellsOf(table);
      if (cells.data.flat().some(Boolean)) parts.push({ type: "table", value: { table: cells } });
      range.setStartAfter(table);
    }
    textBefore(null);
    return parts;
  };

  /* What the portal reads in it; nothing where it cannot. Pictures are counted here: none is sent. */
  const read = async (html) => {
    const body = new FormData(), { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
    body.append("html", html.replace(/(=["']?data:)[^"'>\s]*/gi, "$1"));
    if (body.get("html").length > Number(words.most)) return null;
    try {
      const headers = { [CSRF_HEADER_NAME]: CSRF_TOKEN }, signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(words.address, { method: "POST", body, headers, signal });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  };

  const notesOfFont = (html) => (OLD_FONT.test(html) ? [words.oldFont] : []);
  const notesOfPictures = (html, files) => {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    /* Word draws the signs of some lists. */
    const count = [...body.querySelectorAll("img")].filter((img) => !img.closest("[style*='mso-list']:not(p, li)")).length
      || [...files].filter(({ type }) => type.startsWith("image/")).length;
    return count ? [words.pictures.replace("%(count)s", count)] : [];
  };

  const paste = (target, { html, text }) => {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    resent.add(event);
    target.dispatchEvent(event);
  };

  const quoted = (cell) => (/["\t\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
  const inRows = ({ data }) => data.map((row) => row.map(quoted).join("\t")).join("\n");

  /* The stream that the text stands in, at any depth, and its item. */
  const placeOf = (editor) => {
    let element = editor.closest("[data-streamfield-child]");
    for (let outer = element; outer; outer = outer.parentElement.closest("[data-streamfield-child]")) element = outer;
    const stream = element?.closest("[id$='-root']")?.rootBlock;
    const item = stream?.children?.find((child) => child.element === element);
    return item && stream.blockDef.childBlockDefsByName?.table ? { stream, item } : null;
  };

  const tell = (editor, notes, kind = "warning") => {
    const place = editor.closest("[data-field]") ?? editor.closest("[data-draftail-editor-wrapper]").parentElement;
    place.querySelector(":scope > .pasted-note")?.remove();
    if (!notes.length) return;
    const note = document.createElement("p");
    note.className = `help-block help-${kind} pasted-note`;
    note.setAttribute("role", "status");
    const icon = kind === "info" ? "help" : kind;
    note.innerHTML = `<svg class="icon icon-${icon} icon" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
    note.append(notes.join(" "));
    place.append(note);
  };

  const htmlOf = ({ type, value }) => {
    if (type !== "heading") return value;
    const line = document.createElement("p");
    line.append(Object.assign(document.createElement("b"), { textContent: value.text }));
    return line.outerHTML;
  };
  const pasteText = (editor, html) => {
    paste(editor, { html, text: textOf(new DOMParser().parseFromString(html, "text/html").body) });
  };

  /* Blocks part a paragraph; text that is one field of several of a block stays together, and tables stand behind it. */
  const pasteInto = (editor, parts, { stream, item }) => {
    const isParted = item.type === "paragraph", known = stream.blockDef.childBlockDefsByName;
    const isBlock = ({ type }) => type === "table" || (type === "heading" && isParted && known.heading);
    const pieces = [];
    for (const part of isParted ? parts : [...parts].sort((one, other) => isBlock(one) - isBlock(other))) {
      if (isBlock(part)) pieces.push(part);
      else if (pieces.at(-1)?.html) pieces.at(-1).html += htmlOf(part);
      else pieces.push({ html: htmlOf(part) });
    }
    const placeOfItem = () => stream.children.indexOf(item);
    /* Headings stand before the paragraph where that is empty. */
    let open = editor, place = placeOfItem() + (isParted && pieces[0]?.type === "heading" && !textOf(editor) ? 0 : 1);
    for (const { html, type, value } of pieces) {
      if (html && open) {
        pasteText(open, html);
        place = Math.max(place, placeOfItem() + 1);
      } else {
        const kind = html ? "paragraph" : type, initial = stream.blockDef.initialChildStates[kind];
        const state = html ? initial : { ...initial, ...value };
        if (type === "table") state.table = { ...initial.table, ...value.table };
        const child = stream.insert({ type: kind, value: state, id: crypto.randomUUID() }, place, {});
        place += 1;
        if (html) open = child.element.querySelector(".public-DraftEditor-content");
        else if (place > placeOfItem()) open = null;
        if (html) pasteText(open, html);
      }
    }
    const tables = pieces.filter(({ type }) => type === "table").length;
    if (!tables) return [];
    return [tables === 1 ? words.carried : words.carriedSeveral.replace("%(count)s", tables)];
  };

  const carry = async (editor, html, place, notes) => {
    tell(editor, [words.reading], "info");
    const answer = await read(html);
    if (!editor.isConnected) return;
    let carried = [];
    try {
      carried = pasteInto(editor, answer?.blocks.length ? answer.blocks : partsOf(html), place);
    } catch {
      pasteText(editor, html);
    }
    tell(editor, [...carried, ...(answer?.notes ?? notesOfFont(html)), ...notes]);
  };

  /* One paste after the other. What is pasted is in the form before the form is sent, and before the page is left. */
  let carrying = null;
  const carryNext = (...paste) => {
    const last = (carrying ?? Promise.resolve()).then(() => carry(...paste)).finally(() => {
      if (carrying === last) carrying = null;
    });
    carrying = last;
  };
  document.addEventListener("submit", (event) => {
    if (!carrying) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    carrying.then(() => event.target.requestSubmit(event.submitter));
  }, true);
  window.addEventListener("beforeunload", (event) => {
    if (carrying) event.preventDefault();
  });

  document.addEventListener("paste", (event) => {
    if (resent.has(event) || !event.clipboardData) return;
    const editor = event.target.closest?.(".public-DraftEditor-content");
    const sheet = event.target.closest?.(".handsontable, .handsontableInput, #HandsontableCopyPaste");
    const html = event.clipboardData.getData("text/html");
    if (!(editor || sheet)) return;
    const taken = () => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (sheet) {
      /* Into the text of one cell, words go as they are. */
      const tables = /<table/i.test(html) ? partsOf(html).filter(({ type }) => type === "table") : [];
      const holder = event.target.closest(".handsontableInputHolder"), typing = holder && holder.style.zIndex !== "-1";
      if (typing || !tables.length) return;
      taken();
      paste(event.target, { text: tables.map(({ value }) => inRows(value.table)).join("\n") });
      return;
    }
    const notes = notesOfPictures(html, event.clipboardData.files), place = placeOf(editor);
    if (place && (OF_WORD.test(html) || OLD_FONT.test(html))) {
      taken();
      carryNext(editor, html, place, notes);
    } else {
      tell(editor, [...notesOfFont(html), ...notes]);
    }
  }, true);
})();
