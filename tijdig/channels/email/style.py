"""How an e-mail looks: one column on paper white, and the same in the dark; every rule also stands in the tags."""

from typing import Final, NamedTuple

from tijdig.channels.colors import safe_color
from tijdig.messages.facts import Sender
from tijdig.messages.languages import Speech
from tijdig.rules.colors import readable

INK, SOFT, PAPER, CARD, LINE = "#1d2b33", "#51626c", "#fbfaf7", "#ffffff", "#d9d6cd"
LEAF, SKY, WHITE = "#17654b", "#24577a", "#ffffff"
NIGHT: Final = {"paper": "#12181c", "card": "#1c252b", "ink": "#f1efe9", "soft": "#b9c4ca", "line": "#47545d",
                "link": "#a9d0ef"}  # fmt: skip
FONT: Final = "'Atkinson Hyperlegible',Verdana,'DejaVu Sans',sans-serif"

# Programs that know no style sheet keep what stands in the tags; those that know one also have it in the dark.
SHEET: Final = f"""<style>
:root{{color-scheme:light dark;supported-color-schemes:light dark}}
@media (prefers-color-scheme:dark){{
.paper{{background:{NIGHT["paper"]}!important}}
.card{{background:{NIGHT["card"]}!important}}
.ink{{color:{NIGHT["ink"]}!important}}
.soft{{color:{NIGHT["soft"]}!important}}
.line{{border-color:{NIGHT["line"]}!important}}
.link{{color:{NIGHT["link"]}!important}}
}}
</style>"""


class Look(NamedTuple):
    """One sender's colours, and on which side a line of this language begins."""

    main: str
    link: str
    start: str
    end: str
    has_links: bool = True

    @property
    def is_rtl(self) -> bool:
        """Whether lines begin at the right."""
        return self.start == "right"


def look_of(sender: Sender, speech: Speech) -> Look:
    """A colour that cannot be read gives way to that of the house."""
    start, end = ("right", "left") if speech.is_rtl else ("left", "right")
    main = readable(safe_color(sender.color_main, LEAF), WHITE, LEAF)
    link = readable(safe_color(sender.color_link, SKY), PAPER, SKY)
    return Look(main, link, start, end, has_links=sender.links)
