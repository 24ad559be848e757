"""The providers whose films and sounds may be embedded, and the player each gives.

Works from the address alone, so that no page ever waits for, or asks, a third party.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """A place films or sounds are kept, and how its player is addressed."""

    name: str
    address: re.Pattern[str]
    """matches a public address; its first group is what the player is told"""
    player: str
    """address of the player, `{}` being the matched group"""
    ratio: str = "16x9"


@dataclass(frozen=True, slots=True)
class Player:
    provider: str
    url: str
    ratio: str


def _at(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"https?://(?:www\.|m\.)?{pattern}")


PROVIDERS = (
    Provider(
        "YouTube",
        _at(r"(?:youtube\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)|youtu\.be/)([\w-]{11})"),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    Provider("Vimeo", _at(r"(?:player\.)?vimeo\.com/(?:video/)?(\d+)"),
             "https://player.vimeo.com/video/{}?dnt=1&autoplay=1"),
    Provider(
        "Dailymotion",
        _at(r"dailymotion\.com/video/([a-z0-9]+)"),
        "https://geo.dailymotion.com/player.html?video={}",
    ),
    Provider(
        "Spotify",
        _at(r"open\.spotify\.com/((?:track|album|episode|show|playlist)/\w+)"),
        "https://open.spotify.com/embed/{}",
        ratio="sound",
    ),
    Provider(
        "SoundCloud",
        _at(r"(soundcloud\.com/[\w-]+/[\w-]+)"),
        "https://w.soundcloud.com/player/?url=https%3A//{}&auto_play=true",
        ratio="sound",
    ),
    Provider(
        "PeerTube (framatube.org)",
        _at(r"framatube\.org/w/([\w-]+)"),
        "https://framatube.org/videos/embed/{}",
    ),
)  # fmt: skip

PLAYER_HOSTS = tuple(sorted({provider.player.split("/")[2] for provider in PROVIDERS}))
"""Hosts that a page may show in a frame; the content security policy allows these alone."""


def player_for(url: str) -> Player | None:
    """The player of a public address, or None when its provider is not allowed."""
    for provider in PROVIDERS:
        if match := provider.address.match(url):
            return Player(provider.name, provider.player.format(match[1]), provider.ratio)
    return None
