"""Looks for what a machine can see in copy before readers do. Plain Python; it knows no paper."""
