"""Pages from Word files: the tree of a document (`formats.documents`) becomes blocks of a body."""
