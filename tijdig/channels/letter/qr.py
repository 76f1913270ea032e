"""An address as a QR code, drawn as one path."""

from functools import lru_cache
from math import isqrt
from typing import Final, cast

import zxingcpp

INK: Final = "#1d2b33"


@lru_cache(maxsize=4096)
def svg(link: str) -> str:
    """The address as a QR code that can be read with a seventh of it damaged; the letter leaves its edge white."""
    made = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = made.to_image(scale=1, add_quiet_zones=False)  # a byte for each module, row after row
    modules = bytes(memoryview(cast(bytes, image)))
    size, rows = isqrt(len(modules)), modules.translate(_DARK)
    path = "".join([_runs(rows[place * size : (place + 1) * size], place) for place in range(size)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path stroke="{INK}" stroke-width="1" d="{path}"/></svg>'
    )


# A dark module as "1", a light one as a space.
_DARK: Final = bytes(ord("1") if value < 128 else ord(" ") for value in range(256))


def _runs(row: bytes, place: int) -> str:
    """A line for every run of dark modules."""
    drawn, at = [], 0
    for dark in row.split(b" "):
        if dark:
            drawn.append(f"M{at} {place}.5h{len(dark)}")
        at += len(dark) + 1
    return "".join(drawn)
