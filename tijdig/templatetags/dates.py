"""Days that stay whole on a small screen: no line ends between `18` and `december`."""

import re
from functools import cache

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from tijdig.messages.languages.speech import known, speech

register = template.Library()


@cache
def _days() -> re.Pattern[str]:
    """A day with its month in any language that we write; what stands in a tag or was typed in a box is passed over."""
    months = "|".join(sorted({re.escape(month) for code in known() for month in speech(code).months}))
    return re.compile(rf"<textarea.*?</textarea>|<[^>]*>|\b(\d{{1,2}}) (?=(?:{months})\b)", re.DOTALL)


def whole(html: str) -> str:
    """The same page, with each day and its month on one line."""
    return _days().sub(lambda hit: f"{hit[1]}&nbsp;" if hit[1] else hit[0], html)


class Whole(template.Node):
    """Its inside, with every day kept together."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist  # under this name Django finds the blocks in it

    def render(self, context: Context) -> SafeString:
        # Puts a space of another kind where one stood: nothing becomes markup here.
        return mark_safe(whole(self.nodelist.render(context)))  # noqa: S308


@register.tag
def whole_days(parser: Parser, token: Token) -> Whole:  # noqa: ARG001 - a tag gets its token
    """`{% whole_days %}dinsdag 1 december{% end_whole_days %}`."""
    inside = parser.parse(("end_whole_days",))
    parser.delete_first_token()
    return Whole(inside)
