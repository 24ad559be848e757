"""Addresses of printed pictures and of files."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
