"""The addresses of the site."""

from django.urls import URLPattern, path

from tijdig.web import errors, health, home

urlpatterns: list[URLPattern] = [
    path("", home.show, name="home"),
    path("healthz", health.show, name="healthz"),
]

handler400 = errors.not_understood
handler403 = errors.not_yours
handler404 = errors.not_found
handler500 = errors.our_fault
