"""Files of creditors: bytes in, columns of checked values out. No Django, no database, no clock."""

from tijdig.intake.faults import FaultCode, FileError
from tijdig.intake.profiles import Profile, ProfileError
from tijdig.intake.reading import Item, Reading

__all__ = ["FaultCode", "FileError", "Item", "Profile", "ProfileError", "Reading"]
