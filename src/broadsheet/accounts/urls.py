"""Addresses of signing in, and of the account page."""

from allauth import urls as entrance
from django.urls import include, path

from broadsheet.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("sessions/end/", views.end_sessions, name="account_end_sessions"),
    path("email/", views.change_address, name="account_email"),
    path("", include(entrance)),
]
