/* A window in which a picture or file is chosen from a library that has none yet begins with its upload: Wagtail shows
   the empty list, with a link to it. */
document.addEventListener("w-tabs:ready", ({ target }) => {
  target.querySelector?.(".upload-one-now")?.click();
});
