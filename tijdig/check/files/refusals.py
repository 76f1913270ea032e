"""What cannot be read."""


class Unreadable(ValueError):  # noqa: N818 - as it is said: unreadable
    """Said after the name of the file: 'brief.pdf is leeg'."""
