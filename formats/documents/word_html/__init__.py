"""What of HTML that Word puts on the clipboard stands where: a document without its divisions."""
