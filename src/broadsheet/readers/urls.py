"""The addresses of what is a reader's own, under /me/."""

from django.urls import path

from broadsheet.readers.views import data, here, keeping, own, settings

urlpatterns = [
    path("", own.mine, name="mine"),
    path("here/", here.here, name="here"),
    path("saved/", own.saved, name="saved"),
    path("follows/", own.follows, name="follows"),
    path("wish/", keeping.wish, name="wish"),
    path("places/", keeping.places, name="places"),
    path("settings/", settings.settings, name="settings"),
    path("name/", settings.name, name="name"),
    path("data/", data.data, name="data"),
    path("data/copy.zip", data.copy, name="copy"),
    path("data/erase/", data.erase, name="erase"),
    path("picture/", settings.picture, name="picture"),
]
