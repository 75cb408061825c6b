"""Why a mirror is not written or compared."""


class MirrorRefused(Exception):
    """A run does not begin or come to its end; says in words why. The mirror stays as it was."""
