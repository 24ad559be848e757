"""What `broadsheet serve` may be told."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

MOST_WORKERS = 256


def port_number(value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() else 0
    if not 1 <= number <= 65535:
        raise ArgumentTypeError(f"{value!r} is no port: give a number from 1 to 65535")
    return number


def number_of_workers(value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() else 0
    if not 1 <= number <= MOST_WORKERS:
        raise ArgumentTypeError(f"{value!r}: give a number from 1 to {MOST_WORKERS}")
    return number


def describe(parser: ArgumentParser) -> None:
    parser.description = "Serve the paper and do its background work. Ctrl-C ends both."
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=port_number, default=8000, help="port (%(default)s)")
    parser.add_argument(
        "--workers",
        type=number_of_workers,
        default=1,
        help="web worker processes (%(default)s)",
    )
