"""Text of documents, drawn out in the background so that it can be found."""
