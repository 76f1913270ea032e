"""The addresses of signing in: only those parts of allauth that are used here, under Dutch names."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as spare_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.urls import path
from django.views.generic import RedirectView

from accounts.passkeys import AgainView, SignInView

urlpatterns = [
    path("", account.login, name="account_login"),
    path("uit", account.logout, name="account_logout"),
    path("gestopt", account.account_inactive, name="account_inactive"),
    path("opnieuw", account.reauthenticate, name="account_reauthenticate"),
    path("code", second_step.authenticate, name="mfa_authenticate"),
    path("code-opnieuw", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("veilig", second_step.index, name="mfa_index"),
    path("app", app.activate_totp, name="mfa_activate_totp"),
    path("app-weg", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("reservecodes", spare_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("reservecodes-nieuw", spare_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sleutels", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("sleutel-erbij", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("sleutel-opnieuw", AgainView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("sleutel", SignInView.as_view(), name="mfa_login_webauthn"),
    path("sleutel/<int:pk>/weg", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    # allauth asks for these names; nobody signs up and no password is reset by e-mail here.
    path("account", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("wachtwoord", RedirectView.as_view(pattern_name="account_login"), name="account_reset_password"),
]
