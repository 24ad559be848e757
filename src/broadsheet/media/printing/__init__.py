"""Printing pictures in every shape, size and format: ahead, or when somebody asks."""
