"""The fixtures of the doors."""

from tests.web.doors.house import house, later

__all__ = ["house", "later"]
