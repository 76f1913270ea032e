"""The addresses of the site."""

from django.urls import URLPattern, URLResolver, include, path

from tijdig.web import errors, health
from tijdig.web.portal import (
    contact,
    documents,
    doors,
    helpers,
    helpnearby,
    journeys,
    mine,
    mydata,
    otherway,
    overview,
    proving,
    public,
    reading,
    rest,
    spoken,
    style,
    together,
    told,
)
from tijdig.web.workbench import organisation

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.show, name="healthz"),
    # Doors of the portal
    path("", doors.code, name="home"),
    path("link", doors.ask_link, name="portal-link"),
    path("link/gevraagd", doors.link_sent, name="portal-link-sent"),
    path("link/<str:token>", doors.follow, name="portal-follow"),
    path("wie", doors.who, name="portal-who"),
    path("bewijs", proving.show, name="portal-prove"),
    path("bewijs/terug", proving.back, name="portal-prove-back"),
    path("uit", doors.out, name="portal-out"),
    path("uit/klaar", doors.gone, name="portal-gone"),
    path("contact", contact.form, name="portal-contact"),
    path("contact/verstuurd", contact.sent, name="portal-contact-sent"),
    path("wat-wij-doen", contact.never, name="portal-never"),
    path("hulp", helpnearby.nearby, name="portal-help"),
    path("rechten", helpnearby.rights, name="portal-rights"),
    path("lezen", reading.choose, name="portal-reading"),
    path("o/<slug:code>/<slug:slug>", public.show, name="portal-public"),
    path("helpen", helpers.helping, name="portal-helping"),
    path("anders/<str:token>", otherway.choose, name="portal-other-way"),
    path("voorlezen/<slug:code>", spoken.letters, name="portal-spoken"),
    path("voorlezen/<slug:code>/<slug:occasion>", spoken.letter, name="portal-spoken-letter"),
    path("voorlezen/<slug:code>/<slug:occasion>/<slug:language>-<slug:mark>.mp3", spoken.sound, name="portal-sound"),
    # What customers see and ask
    path("overzicht", overview.show, name="portal-overview"),
    path("vraag/<slug:slug>", journeys.ask, name="portal-ask"),
    path("vraag/<slug:slug>/nakijken", journeys.look, name="portal-look"),
    path("vraag/<slug:slug>/bewaard", journeys.draft, name="portal-draft"),
    path("rust", rest.rest, name="portal-rest"),
    path("wat-gebeurde", told.happened, name="portal-happened"),
    path("verhaal", told.story, name="portal-story"),
    path("helper", helpers.show, name="portal-helper"),
    path("helper/nieuw", helpers.add, name="portal-helper-add"),
    path("helper/<int:number>/stop", helpers.stop, name="portal-helper-stop"),
    path("samen", together.show, name="portal-together"),
    path("samen/erbij", together.add, name="portal-together-add"),
    path("samen/akkoord", together.agree, name="portal-together-agree"),
    path("samen/<int:number>/weg", together.stop, name="portal-together-stop"),
    path("samen/<int:number>/openen", together.go_over, name="portal-together-open"),
    path("bedankt/<int:number>", overview.thanks, name="portal-thanks"),
    path("verstuurd/<int:number>", overview.written, name="portal-sent"),
    path("verstuurd/<int:number>/geluid.mp3", spoken.own, name="portal-sent-sound"),
    path("verstuurd/<int:number>.pdf", documents.sent_pdf, name="portal-sent-pdf"),
    path("waarom/<int:number>", documents.why, name="portal-why"),
    path("opbouw", documents.statement, name="portal-statement"),
    path("opbouw.pdf", documents.statement_pdf, name="portal-statement-pdf"),
    path("afspraak.pdf", documents.arrangement_pdf, name="portal-arrangement-pdf"),
    path("gegevens", mine.show, name="portal-mine"),
    path("gegevens/bereiken", mine.reach, name="portal-mine-reach"),
    path("gegevens/taal", mine.language, name="portal-mine-language"),
    path("gegevens/nummer", mine.point, name="portal-mine-point"),
    path("gegevens/nodig", mine.helps, name="portal-mine-helps"),
    path("gegevens/weg/<slug:key>", mine.forget, name="portal-mine-forget"),
    path("gegevens/onderzoek", mine.research, name="portal-mine-research"),
    path("gegevens/fout", mine.fault, name="portal-mine-fault"),
    path("mijn-gegevens", mydata.show, name="portal-my-data"),
    path("mijn-gegevens/lezen", mydata.read, name="portal-my-data-read"),
    path("mijn-gegevens.json", mydata.download, name="portal-my-data-json"),
    path("stijl/<slug:code>.css", style.sheet, name="portal-style"),
    path("stijl/<slug:code>.svg", style.logo, name="portal-logo"),
    # Doors of the workbench
    path("werk/inloggen/organisatie", organisation.choose, name="work-organisation"),
    path("werk/inloggen/", include("accounts.urls")),
    path("werk/", include("tijdig.web.workbench.urls")),
]

handler400 = errors.not_understood
handler403 = errors.not_yours
handler404 = errors.not_found
handler500 = errors.our_fault
