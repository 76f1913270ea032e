"""`{% url %}` that looks an address up once: a page of the portal holds eighty, and they hardly differ.

Built in for all templates (settings, TEMPLATES); what stands there stays `{% url 'portal-sent' one.number %}`.
"""

from functools import lru_cache
from typing import Final

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as made_by_django
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()
_STANDS_IN: Final = 7_340_917
"""A number that stands in for the number of a row; no address of ours holds it."""


class Address(URLNode):
    """The address of a page, by its name."""

    def render(self, context: Context) -> str:
        if self.kwargs or self.asvar is not None or len(self.args) > 1 or not context.autoescape:
            rendered: str = super().render(context)
            return rendered
        name, prefix, urlconf = self.view_name.resolve(context), get_script_prefix(), get_urlconf()
        more = self.args[0].resolve(context) if self.args else None
        if type(more) is not int:
            return _address(name, more, prefix, urlconf)
        return _address(name, _STANDS_IN, prefix, urlconf).replace(str(_STANDS_IN), str(more))


@lru_cache(maxsize=1024)
def _address(name: str, more: object, prefix: str, urlconf: str | None) -> str:  # noqa: ARG001 - a key of the memory
    return conditional_escape(reverse(name, urlconf=urlconf, args=[] if more is None else [more]))


@register.tag
def url(parser: Parser, token: Token) -> Address:
    """As Django's, but quicker."""
    made = made_by_django(parser, token)
    return Address(made.view_name, made.args, made.kwargs, made.asvar)
