"""Bytes to what they mean and back, a module a format, without a framework or a network."""
