"""The addresses of the site."""

from django.urls import URLPattern, URLResolver, include, path

from tijdig.web import errors, health
from tijdig.web.portal import asking, contact, doors, otherway, overview, spoken, style
from tijdig.web.workbench import organisation

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.show, name="healthz"),
    # Doors of the portal
    path("", doors.code, name="home"),
    path("link", doors.ask_link, name="portal-link"),
    path("link/gevraagd", doors.link_sent, name="portal-link-sent"),
    path("link/<str:token>", doors.follow, name="portal-follow"),
    path("wie", doors.who, name="portal-who"),
    path("uit", doors.out, name="portal-out"),
    path("uit/klaar", doors.gone, name="portal-gone"),
    path("contact", contact.form, name="portal-contact"),
    path("contact/verstuurd", contact.sent, name="portal-contact-sent"),
    path("wat-wij-doen", contact.never, name="portal-never"),
    path("anders/<str:token>", otherway.choose, name="portal-other-way"),
    path("voorlezen/<slug:code>", spoken.letters, name="portal-spoken"),
    path("voorlezen/<slug:code>/<slug:occasion>", spoken.letter, name="portal-spoken-letter"),
    path("voorlezen/<slug:code>/<slug:occasion>/<slug:language>-<slug:mark>.mp3", spoken.sound, name="portal-sound"),
    # What customers see and ask
    path("overzicht", overview.show, name="portal-overview"),
    path("vraag/<slug:slug>", asking.ask, name="portal-ask"),
    path("bedankt/<int:number>", overview.thanks, name="portal-thanks"),
    path("verstuurd/<int:number>", overview.written, name="portal-sent"),
    path("verstuurd/<int:number>/geluid.mp3", spoken.own, name="portal-sent-sound"),
    path("stijl/<slug:code>.css", style.sheet, name="portal-style"),
    # Doors of the workbench
    path("werk/inloggen/organisatie", organisation.choose, name="work-organisation"),
    path("werk/inloggen/", include("accounts.urls")),
    path("werk/", include("tijdig.web.workbench.urls")),
]

handler400 = errors.not_understood
handler403 = errors.not_yours
handler404 = errors.not_found
handler500 = errors.our_fault
