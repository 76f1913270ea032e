"""The looks of one organisation, as a style sheet and a logo: properties under the names of NL Design System."""

import re
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tijdig.queries import creditors
from tijdig.queries.creditors import Look
from tijdig.rules.colors import PAPER, WHITE, dark, readable, tint

LEAF, SKY = "#17654b", "#24577a"
SHEET: Final = """:root {{
  --utrecht-link-color: {link};
  --utrecht-button-primary-action-background-color: {main};
  --utrecht-button-primary-action-hover-background-color: {dark};
  --house-leaf-dark: {dark};
  --house-leaf-tint: {tint};
}}
"""
LOGO: Final = """.head__name a {{ display: inline-flex; align-items: center; gap: 0.6rem; }}
.head__name a::before {{
  content: ""; flex: none; inline-size: {wide}rem; block-size: 2rem;
  background: url("{code}.svg") center / contain no-repeat;
}}
"""
LOGO_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A drawing runs nothing and fetches nothing, also when somebody opens it by itself."""

WIDEST: Final = 4
"""A logo is at most so many times as wide as it is high; a wider one is drawn smaller."""

_VIEW: Final = re.compile(r"""<svg\b[^>]*\bviewBox=["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")


@require_safe
@cache_control(public=True, max_age=3600)
def sheet(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - a view gets its request
    """`/stijl/<creditor>.css`: a colour that cannot be read gives way to that of the house."""
    look = _look(code)
    main = readable(look.main, WHITE, LEAF)
    surface = tint(main)
    link = readable(readable(look.link, PAPER, SKY), surface, SKY)
    words = SHEET.format(main=main, link=link, dark=dark(main), tint=surface)
    if look.logo:
        words += LOGO.format(code=code, wide=_width(look.logo))
    return HttpResponse(words, content_type="text/css")


@require_safe
@cache_control(public=True, max_age=3600)
def logo(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - a view gets its request
    """`/stijl/<creditor>.svg`: the drawing from the card, as a picture and nothing else."""
    look = _look(code)
    if not look.logo:
        raise Http404
    return HttpResponse(look.logo, content_type="image/svg+xml", headers={"Content-Security-Policy": LOGO_POLICY})


def _look(code: str) -> Look:
    look = creditors.look_of(code)
    if look is None:
        raise Http404
    return look


def _width(drawing: str) -> str:
    """How wide a drawing of two rem high is; square when it does not say."""
    found = _VIEW.search(drawing)
    try:
        times = float(found[1]) / float(found[2]) if found else 1.0
    except (ValueError, ZeroDivisionError):
        times = 1.0
    return f"{2 * min(max(times, 0.25), WIDEST):.2f}"
