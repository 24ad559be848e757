"""The paper as Django alone would serve it: every page is made for every reader."""

from broadsheet.asgi import django

application = django().application
