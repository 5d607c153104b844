"""Local stand-ins for the outside world: platforms and a mail server that behave like the real ones."""
