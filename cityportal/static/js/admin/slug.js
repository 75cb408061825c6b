/* Addresses of pages in the admin by the rule of formats/vietnamese/text.py: "Đường Nguyễn Huệ" gives "duong-nguyen-hue".
   Wagtail's own script reads Đ as the Serbian "Dj" and drops every other letter with a mark; it is given the title,
   and what an editor types as an address, with the marks already taken off. */
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ĐÐƉ]/g, "D").replace(/[đðɖ]/g, "d");
  /* Everything else that is not a letter or digit parts words, as on the server. */
  const plain = (text) => fold(text).replace(/[^A-Za-z0-9]+/g, " ").trim();

  const isSlug = (field) => field instanceof Element && field.matches('[data-controller~="w-slug"]');
  const takeOffMarks = (event) => {
    if (isSlug(event.target)) event.detail.value = plain(event.detail.value);
  };
  document.addEventListener("w-sync:check", takeOffMarks, true);
  document.addEventListener("w-sync:apply", takeOffMarks, true);
  document.addEventListener("blur", ({ target }) => {
    if (isSlug(target)) target.value = plain(target.value);
  }, true);
})();
