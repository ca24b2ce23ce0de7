"""Sciatic Explorer: an interactive atlas of the sciatic nerve and the muscles along it."""

__version__ = "0.1.0"
