"""Addresses of signing in, and of the account page."""

from allauth import urls as entrance
from django.urls import include, path

from broadsheet.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("sessions/end/", views.end_sessions, name="account_end_sessions"),
    path("email/", views.change_address, name="account_email"),
    path("reauthenticate/code/", views.ShowByMail.as_view(), name="account_reauthenticate_by_mail"),
    # allauth's own, of which these are, keep their names further down.
    path("login/code/", views.RequestCode.as_view()),
    path("password/set/", views.FirstPassword.as_view()),
    path("2fa/webauthn/login/", views.LogInByPasskey.as_view()),
    path("2fa/webauthn/reauthenticate/", views.ShowPasskeyAgain.as_view()),
    path("2fa/webauthn/keys/<int:pk>/remove/", views.RemovePasskey.as_view()),
    path("", include(entrance)),
]
