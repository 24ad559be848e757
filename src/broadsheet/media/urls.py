"""Addresses of printed pictures and of the newsroom's own."""

from django.urls import re_path

from broadsheet.media import views

urlpatterns = [
    re_path(
        r"^pictures/(?P<picture_id>[1-9][0-9]{0,17})-(?P<version>[0-9a-f]{10})/"
        r"(?P<ratio>whole|16x9|4x3|3x2|1x1)-(?P<width>[1-9][0-9]{0,3})\."
        r"(?P<extension>avif|jpg|webp)$",
        views.printed,
        name="print",
    ),
    re_path(
        r"^media/(?P<folder>images|original_images|avatar_images)/(?P<name>[^/]+)$",
        views.newsroom_file,
        name="newsroom_file",
    ),
]
