"""What an account refuses of the programs that save it."""


class SavedWhole(Exception):
    """A program saves an account without naming what it saves, over what others write at the same moment."""
