"""A small drawing beside words, for who understands pictures faster: when the organisation or the reader wants them."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tijdig.web.reading import PICTOGRAMS, choices_of

register = template.Library()


@register.simple_tag(takes_context=True)
def pictogram(context: template.Context, name: str) -> SafeString:
    """`{% pictogram "phone" %}`: the drawing, which says nothing that the words beside it do not say."""
    page, request = context.get("page"), context.get("request")
    is_wanted = any(getattr(one, "shows_pictograms", False) for one in (page, getattr(page, "house", None)))
    if not is_wanted and not (request and PICTOGRAMS in choices_of(request)):
        return SafeString("")
    address = static(f"pictograms/{name}.svg")
    return format_html('<img class="pictogram" src="{}" alt="" width="40" height="40">', address)
