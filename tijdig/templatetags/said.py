"""How pages speak: u or je as the organisation does, and a telephone number that can be dialled."""

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from tijdig.rules import phones

register = template.Library()
_EITHER = re.compile(r"\[\[([^|\[\]]*)\|([^|\[\]]*)\]\]")


class Said(template.Node):
    """Its inside, with `[[u|je]]` as the one or the other."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist  # under this name Django finds the blocks in it

    def render(self, context: Context) -> SafeString:
        page = context.get("page")
        which = 2 if page and not page.house.is_formal else 1
        # Only ever leaves out characters that were escaped before: nothing becomes markup here.
        return mark_safe(_EITHER.sub(lambda found: found[which], self.nodelist.render(context)))  # noqa: S308


@register.tag
def said(parser: Parser, token: Token) -> Said:  # noqa: ARG001 - a tag gets its token
    """`{% said %}[[u|je]]{% endsaid %}`."""
    inside = parser.parse(("endsaid",))
    parser.delete_first_token()
    return Said(inside)


@register.filter
def literal(words: str) -> SafeString:
    """Somebody's own words, also when they hold our brackets."""
    return mark_safe(conditional_escape(words).replace("[[", "[&#91;"))  # noqa: S308 - escaped right here


@register.filter
def phone(number: str) -> str:
    """A number as people read it."""
    return phones.readable(number)


@register.filter
def dial(phone: str) -> str:
    """A number as a telephone wants it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")
