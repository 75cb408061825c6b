"""How Vietnamese text, tables, files and office documents are written: pure, in four packages.

Knows no Django model and no portal.
"""
