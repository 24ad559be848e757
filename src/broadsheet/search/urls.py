"""The addresses of search."""

from django.urls import path

from broadsheet.search import views

urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/suggest", views.suggestions, name="suggestions"),
]
