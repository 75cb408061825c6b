"""Office documents as a plain tree of headings, paragraphs, lists, tables, pictures and footnotes.

Pure: bytes in (`formats.documents.reading`), a tree with findings out. What a page, a draft for comments or a legal
document makes of the tree, others decide.
"""
