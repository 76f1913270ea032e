"""In which language a page is read: chosen on this device, kept beside how somebody likes to read."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.base import Origin
from django.template.loaders import cached
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import lazy

from tijdig.languages import DUTCH, EASY, PSEUDO, full, now, say, speaking, units
from tijdig.queries import languages
from tijdig.web.reading import EASIER, choices_of, language_kept

PAGES = ("portal/", "web/")
"""What customers read. The workbench and its doors are Dutch."""
WORK = "/werk"


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
    return EASY if EASIER in choices_of(request) else DUTCH


def may_read(request: HttpRequest, code: str) -> bool:
    """Whether the whole portal speaks this, and the texts are signed, or taken as drafts by who sends them."""
    visitor = getattr(request, "customer", None)
    return code in full() and languages.may_go(code, visitor)


later = lazy(say, str)
"""`say` for what stands in a class or a table: said when it is shown."""
