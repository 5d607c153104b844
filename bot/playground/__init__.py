"""Local stand-ins for the outside world: platforms and a mail server that behave like the real ones."""

PATIENCE = 20.0
"""Seconds that whoever waits for what comes waits at most, unless they say how long: a busy machine takes its time."""
