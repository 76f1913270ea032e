"""The addresses of the workbench, under /werk/."""

from django.urls import URLPattern, path

from tijdig.queries.worksources import WorkKind
from tijdig.web.workbench import cases, hours, joint, lists, payments, solutions, transfers

urlpatterns: list[URLPattern] = [
    path("", lists.today, name="work-today"),
    path("verzoeken", lists.today, {"only": WorkKind.REQUEST.value}, name="work-requests"),
    path("formulieren", lists.today, {"only": WorkKind.FORM.value}, name="work-forms"),
    path("formulieren/<int:number>", lists.form, name="work-form"),
    path("niet-bereikt", lists.today, {"only": WorkKind.NOT_REACHED.value}, name="work-not-reached"),
    path("nieuw", lists.anything_new, name="work-news"),
    path("mijn", lists.mine, name="work-mine"),
    path("zoeken", lists.search, name="work-search"),
    path("betalingen", payments.payments, name="work-payments"),
    path("betalingen/<int:number>", payments.done, name="work-payments-done"),
    path("betalingen/<int:number>/regels.csv", payments.lines, name="work-payments-lines"),
    path("samen", joint.listed, name="work-joints"),
    path("samen/<int:number>", joint.one, name="work-joint"),
    path("samen/<int:number>/hulp.json", joint.file, name="work-joint-file"),
    path("samen/<int:number>/<slug:name>", joint.act, name="work-joint-act"),
    path("uren", hours.hours, name="work-hours"),
    path("dossier/<int:number>", cases.case, name="work-case"),
    path("dossier/<int:number>/waarom", cases.why, name="work-why"),
    path("dossier/<int:number>/overdracht", transfers.gate, name="work-transfer"),
    path("dossier/<int:number>/oplossingen", solutions.listed, name="work-solutions"),
    path("dossier/<int:number>/<slug:name>", cases.act, name="work-act"),
]
