"""The flat index: its rows, how they are written, rebuilt and sent to a search engine, and whether it is whole."""
