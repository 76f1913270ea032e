"""How somebody likes to read, as classes for the style sheets; and hard words, explained where they stand."""

from django import template
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from tijdig.languages import Catalogue, catalogue, now, say
from tijdig.policy.helpoffers import directory
from tijdig.queries import languages
from tijdig.web.reading import ALOUD, choices_of

register = template.Library()


@register.simple_tag(takes_context=True)
def reading(context: template.Context) -> str:
    """`class="{% reading %}"`: `lees-groot lees-contrast` for who chose larger letters and more contrast."""
    request: HttpRequest | None = context.get("request")
    return " ".join(f"lees-{choice}" for choice in choices_of(request)) if request else ""


@register.simple_tag(takes_context=True)
def is_aloud(context: template.Context) -> bool:
    """Whether the device is to read pages aloud: only then a page carries the script for it."""
    request: HttpRequest | None = context.get("request")
    return request is not None and ALOUD in choices_of(request)


@register.simple_tag
def language() -> SafeString:
    """`<html {% language %}>`: `lang="nl"`, with the direction where it is not the usual one."""
    spoken = now()
    direction = "" if spoken.direction == "ltr" else f' dir="{spoken.direction}"'
    return mark_safe(f'lang="{spoken.tag}"{direction}')  # noqa: S308 - from our own catalogues


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[Catalogue]:
    """The languages that this page can also be read in, each to be named in itself."""
    house = getattr(context.get("page"), "house", None)
    codes = house.languages if house else languages.offered(languages.drafts())
    return [catalogue(code) for code in codes if catalogue(code).tag != now().tag]


@register.simple_tag
def explained(*names: str) -> SafeString:
    """`{% explained "termijn" "regeling" %}`: each word with its meaning, folded in; without JavaScript."""
    words = [directory().words[name] for name in names]
    said = ((say("Wat is {word}?", word=say(one.word)), say(one.means)) for one in words)
    lines = format_html_join("", "<details><summary>{}</summary><p>{}</p></details>", said)
    # Every part was escaped right above.
    return mark_safe(f'<div class="words">{lines}</div>')  # noqa: S308
