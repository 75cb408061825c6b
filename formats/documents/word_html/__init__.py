"""Reader of the HTML that Word puts on the clipboard: a document without its divisions."""
