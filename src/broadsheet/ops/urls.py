"""Addresses for whoever keeps the server up."""

from django.urls import path

from broadsheet.ops import views

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.numbers, name="metrics"),
]
