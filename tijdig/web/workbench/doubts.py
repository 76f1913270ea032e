"""What forms of staff share that ask once more where something is odd: it is done with the second button."""

from typing import Any


class Doubting:
    """Asked once, about exactly what was filled in; with other words than were looked at, it is asked again."""

    data: Any
    cleaned_data: dict[str, Any]
    doubts: tuple[str, ...] = ()

    @property
    def sure(self) -> str:
        """What the second button says."""
        return "Ja, dat klopt"

    @property
    def looked_at(self) -> str:
        """What was asked about."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return "/".join([*map(str, values.values()), *self.doubts])

    @property
    def may_go_on(self) -> bool:
        """Whether there is nothing to ask, or this was asked and answered."""
        is_sure = self.data.get("stap") == "zeker" and self.data.get("bekeken") == self.looked_at
        return is_sure or not self.doubts
