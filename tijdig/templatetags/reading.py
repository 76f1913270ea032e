"""How somebody likes to read, as classes for the style sheets; and hard words, explained where they stand."""

from django import template
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from tijdig.policy.helpoffers import directory
from tijdig.web.reading import choices_of

register = template.Library()


@register.simple_tag(takes_context=True)
def reading(context: template.Context) -> str:
    """`class="{% reading %}"`: `lees-groot lees-contrast` for who chose larger letters and more contrast."""
    request: HttpRequest | None = context.get("request")
    return " ".join(f"lees-{choice}" for choice in choices_of(request)) if request else ""


@register.simple_tag
def explained(*names: str) -> SafeString:
    """`{% explained "termijn" "regeling" %}`: each word with its meaning, folded in; without JavaScript."""
    words = [directory().words[name] for name in names]
    lines = format_html_join(
        "", "<details><summary>Wat is {}?</summary><p>{}</p></details>", ((one.word, one.means) for one in words)
    )
    # Every part was escaped right above.
    return mark_safe(f'<div class="words">{lines}</div>')  # noqa: S308
