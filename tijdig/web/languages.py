"""In which language a page is read: chosen on this device, kept beside how somebody likes to read.

Some languages have one road only: the page that says what this is, and everything from there to a promised call.
Who chose one of them reads these pages in it, and every other page in Dutch.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.base import Origin
from django.template.loaders import cached
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import lazy

from tijdig.languages import DUTCH, EASY, PSEUDO, full, now, say, short, speaking, units
from tijdig.queries import languages
from tijdig.web.reading import EASIER, choices_of, language_kept

PAGES = ("portal/", "web/")
"""What customers read. The workbench and its doors are Dutch."""
WORK = "/werk"
CALL = "bel-mij"
BRIDGE = "en"
"""What somebody reads where a yes is asked that their own language has no words for: more know it than Dutch."""
JOINT = "portal-joint"
"""How the names of those pages begin."""
PROOF = frozenset(("portal-prove", "portal-prove-back", "portal-who"))
"""The pages on the way to them."""
ROAD = frozenset((
    "home", "portal-language", "portal-contact", "portal-contact-sent", "portal-ask", "portal-look", "portal-thanks",
    "portal-out", "portal-gone", "portal-style",
))  # fmt: skip
"""The pages that every language has: from what this is to who calls when, and the way out."""


class Loader(cached.Loader):
    """Templates are plain Dutch; in another language each sentence is looked up when the template is first read."""

    def get_contents(self, origin: Origin) -> str:
        """The source in the language of now."""
        source: str = super().get_contents(origin)
        name, spoken = str(origin.template_name), now()
        if spoken.code == DUTCH or not name.startswith(PAGES):
            return source
        return units.translated(source, lambda text: spoken.of(text, name))

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        """One compiled template for each language."""
        return f"{now().code}:{super().cache_key(template_name, skip)}"


class LanguageMiddleware:
    """Everything inside is said in the language of who reads; also what Django itself says of a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(WORK):
            return self.get_response(request)
        code = language_of(request)
        if code == DUTCH:
            response = self.get_response(request)
        else:
            with speaking(code), translation.override(now().tag):
                response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


def language_of(request: HttpRequest) -> str:
    """What was chosen here and may be read; else Dutch, in easy words for who wants those."""
    kept = language_kept(request)
    if kept == PSEUDO and settings.PSEUDO_LANGUAGE:
        return PSEUDO
    if kept and kept != DUTCH and may_read(request, kept):
        return kept
    if kept in short() and may_take(request, kept) and is_on_road(request, request.path_info):
        return kept
    if kept in short() and is_joint(request.path_info) and may_read(request, BRIDGE):
        return BRIDGE
    return EASY if EASIER in choices_of(request) else DUTCH


def is_joint(path: str) -> bool:
    """Whether this is a page of arranging together, or of showing who one is for it."""
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return False
    return name.startswith(JOINT) or name in PROOF


def may_read(request: HttpRequest, code: str) -> bool:
    """Whether the whole portal speaks this, and the texts are signed, or taken as drafts by who sends them."""
    visitor = getattr(request, "customer", None)
    return code in full() and languages.may_go(code, visitor)


def may_take(request: HttpRequest, code: str) -> bool:
    """Whether this visitor may take the road in this language; who may be a stranger, may not."""
    visitor = getattr(request, "customer", None)
    if getattr(request, "helper_is_over", False) or (visitor and visitor.is_stranger):
        return False
    return code in short() and languages.may_go(code, visitor)


def is_on_road(request: HttpRequest, path: str) -> bool:
    """Whether this page can be read in every language: of the questions only the one to be called, for who may ask."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if found.url_name not in ROAD or found.kwargs.get("slug", CALL) != CALL:
        return False
    visitor = getattr(request, "customer", None)
    if found.url_name != "portal-thanks":
        return visitor is None or visitor.may_ask or "slug" not in found.kwargs
    return visitor is not None and languages.is_call(visitor, found.kwargs["number"])


later = lazy(say, str)
"""`say` for what stands in a class or a table: said when it is shown."""
