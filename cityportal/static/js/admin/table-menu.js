/* Words for the menu of a table's cells, from the editor's language: the spreadsheet Wagtail ships speaks English only.
   A table asks for the language of the server process, or for the default; both get the same words. */
(() => {
  const words = document.getElementById("table-menu-words");
  if (!words || !window.Handsontable) return;
  const phrases = Object.fromEntries(
    Object.entries(JSON.parse(words.textContent)).map(([key, text]) => [`ContextMenu:items.${key}`, text])
  );
  for (const languageCode of ["en-US", "en", "vi"]) {
    window.Handsontable.languages.registerLanguageDictionary({ languageCode, ...phrases });
  }
})();
