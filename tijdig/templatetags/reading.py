"""How somebody likes to read, as classes for the style sheets; and hard words, explained where they stand."""

from django import template
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from tijdig.languages import DUTCH, EASY, Catalogue, catalogue, now, say, short
from tijdig.policy.helpoffers import directory
from tijdig.queries import languages
from tijdig.web.reading import ALOUD, choices_of, language_kept

CALL_ME = "Bel mij, in mijn taal"  # as the page of one road says it

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
def one_road() -> bool:
    """`{% one_road as is_short %}`: a language with one road only, whose pages lead to no Dutch ones unasked."""
    return not now().is_whole


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


@register.simple_tag(takes_context=True)
def own_road(context: template.Context) -> tuple[Catalogue, str] | None:
    """`{% own_road as own %}`: the language that somebody chose and a sentence in it, where this page is in another."""
    request: HttpRequest | None = context.get("request")
    code = language_kept(request) if request else ""
    visitor = getattr(request, "customer", None)
    if code not in short() or code == now().code or not languages.may_go(code, visitor):
        return None
    return catalogue(code), catalogue(code).of(CALL_ME)


@register.simple_tag
def in_dutch() -> str:
    """`{% in_dutch %}` after a link to a document: says that it is Dutch, where the page is not."""
    return "" if now().code in (DUTCH, EASY) else " " + say("Dit document is in het Nederlands.")


@register.simple_tag
def explained(*names: str) -> SafeString:
    """`{% explained "termijn" "regeling" %}`: each word with its meaning, folded in; without JavaScript."""
    words = [directory().words[name] for name in names]
    said = ((say("Wat is {word}?", word=say(one.word)), say(one.means)) for one in words)
    lines = format_html_join("", "<details><summary>{}</summary><p>{}</p></details>", said)
    # Every part was escaped right above.
    return mark_safe(f'<div class="words">{lines}</div>')  # noqa: S308
