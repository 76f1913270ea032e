"""The colours of one organisation, as a style sheet of its own: properties under the names of NL Design System."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tijdig.queries import creditors
from tijdig.rules.colors import readable

LEAF, SKY, PAPER, WHITE = "#17654b", "#24577a", "#fbfaf7", "#ffffff"
SHEET = """:root {{
  --utrecht-link-color: {link};
  --utrecht-button-primary-action-background-color: {main};
  --utrecht-button-primary-action-hover-background-color: color-mix(in srgb, {main} 80%, black);
  --house-leaf-dark: color-mix(in srgb, {main} 80%, black);
  --house-leaf-tint: color-mix(in srgb, {main} 11%, white);
}}
"""


@require_safe
@cache_control(public=True, max_age=3600)
def sheet(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - a view gets its request
    """`/stijl/<creditor>.css`: a colour that cannot be read gives way to that of the house."""
    colors = creditors.colors_of(code)
    if colors is None:
        raise Http404
    main, link = readable(colors[0], WHITE, LEAF), readable(colors[1], PAPER, SKY)
    return HttpResponse(SHEET.format(main=main, link=link), content_type="text/css")
