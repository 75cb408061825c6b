/* Tables pasted from Word or a spreadsheet. The editor of running text drops them without a sound: each becomes a table
   block behind the paragraph, and the text after it a paragraph of its own. All running text of ours stands in such streams.
   A table block reads the rows of a spreadsheet wrongly where cells are merged: it is sent the same cells as plain rows. */
(() => {
  const words = document.currentScript.dataset;
  const OLD_FONT = /font-family\s*:[^;}]*(\.vn|vni-)|\bface=["']?(\.vn|vni-)/i;
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

  /* The pasted text, before, between and after its tables, and the tables; a table of one cell is text. */
  const partsOf = (html) => {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    for (const table of body.querySelectorAll("table")) {
      const { data } = cellsOf(table);
      if (data.flat().length > 1 || table.parentElement.closest("table")) continue;
      const text = document.createElement("p");
      text.textContent = data.flat().join();
      table.replaceWith(text);
    }
    const range = document.createRange(), parts = [];
    const textBefore = (end) => {
      if (end) range.setEndBefore(end);
      else range.setEnd(body, body.childNodes.length);
      const piece = document.createElement("div");
      piece.append(range.cloneContents());
      if (textOf(piece)) parts.push({ html: piece.innerHTML, text: textOf(piece) });
    };
    range.setStart(body, 0);
    for (const table of body.querySelectorAll("table:not(table table)")) {
      textBefore(table);
      const cells = cellsOf(table);
      if (cells.data.flat().some(Boolean)) parts.push({ cells });
      range.setStartAfter(table);
    }
    textBefore(null);
    return parts;
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

  const tell = (editor, notes) => {
    const place = editor.closest("[data-field]") ?? editor.closest("[data-draftail-editor-wrapper]").parentElement;
    place.querySelector(":scope > .pasted-note")?.remove();
    if (!notes.length) return;
    const note = document.createElement("p");
    note.className = "help-block help-warning pasted-note";
    note.setAttribute("role", "status");
    note.innerHTML = '<svg class="icon icon-warning icon" aria-hidden="true"><use href="#icon-warning"></use></svg>';
    note.append(notes.join(" "));
    place.append(note);
  };

  const pasteInto = (editor, parts, { stream, item }) => {
    let place = stream.children.indexOf(item), open = editor;
    for (const part of parts) {
      /* Text behind a table goes on behind it, but for text that is one field of several of a block. */
      if (!part.cells && (open || item.type !== "paragraph")) {
        paste(open ?? editor, part);
      } else {
        const type = part.cells ? "table" : "paragraph", initial = stream.blockDef.initialChildStates[type];
        const value = part.cells ? { ...initial, table: { ...initial.table, ...part.cells } } : initial;
        place += 1;
        const child = stream.insert({ type, value, id: crypto.randomUUID() }, place, {});
        open = part.cells ? null : child.element.querySelector(".public-DraftEditor-content");
        if (open) paste(open, part);
      }
    }
    const tables = parts.filter((part) => part.cells).length;
    return tables === 1 ? words.carried : words.carriedSeveral.replace("%(count)s", tables);
  };

  document.addEventListener("paste", (event) => {
    if (resent.has(event) || !event.clipboardData) return;
    const editor = event.target.closest?.(".public-DraftEditor-content");
    const sheet = event.target.closest?.(".handsontable, .handsontableInput, #HandsontableCopyPaste");
    const html = event.clipboardData.getData("text/html");
    if (!html || !(editor || sheet)) return;
    const hasTable = /<table/i.test(html), parts = hasTable ? partsOf(html) : [];
    const tables = parts.filter((part) => part.cells);
    const taken = () => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (sheet) {
      /* Into the text of one cell, words go as they are. */
      const holder = event.target.closest(".handsontableInputHolder"), typing = holder && holder.style.zIndex !== "-1";
      if (typing || !tables.length) return;
      taken();
      paste(event.target, { text: tables.map(({ cells }) => inRows(cells)).join("\n") });
      return;
    }
    const notes = OLD_FONT.test(html) ? [words.oldFont] : [], place = tables.length ? placeOf(editor) : null;
    if (place) {
      taken();
      notes.unshift(pasteInto(editor, parts, place));
    } else if (hasTable && !tables.length) {
      /* A table of one cell is text. */
      taken();
      for (const part of parts) paste(editor, part);
    }
    tell(editor, notes);
  }, true);
})();
