"""Takes addresses apart that somebody has typed into the environment."""

from urllib.parse import SplitResult, urlsplit


def parts_of(address: str) -> SplitResult | None:
    """An address taken apart; None if that cannot be done."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # only now is it read
    except ValueError:
        return None
    return parts


def is_web(parts: SplitResult) -> bool:
    """Whether they are those of an address on the web."""
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def is_origin(address: str) -> bool:
    """Whether it is scheme and host and nothing else, of a place on the web."""
    parts = parts_of(address)
    return parts is not None and is_web(parts) and not parts.path
