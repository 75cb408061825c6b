"""How Vietnamese text, tables, files and documents are read and written: pure, a package for each kind.

Knows no Django model and no portal.
"""
