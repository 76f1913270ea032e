"""How pages speak: u or je as the organisation does, and a telephone number that can be dialled."""

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_EITHER = re.compile(r"\[\[([^|\[\]]*)\|([^|\[\]]*)\]\]")


class Said(template.Node):
    """Its inside, with `[[u|je]]` as the one or the other."""

    def __init__(self, inside: NodeList) -> None:
        self.inside = inside

    def render(self, context: Context) -> SafeString:
        page = context.get("page")
        which = 2 if page and not page.house.is_formal else 1
        # Only ever leaves out characters that were escaped before: nothing becomes markup here.
        return mark_safe(_EITHER.sub(lambda found: found[which], self.inside.render(context)))  # noqa: S308


@register.tag
def said(parser: Parser, token: Token) -> Said:  # noqa: ARG001 - a tag gets its token
    """`{% said %}[[u|je]]{% endsaid %}`."""
    inside = parser.parse(("endsaid",))
    parser.delete_first_token()
    return Said(inside)


@register.filter
def dial(phone: str) -> str:
    """A number as a telephone wants it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")
