"""A task before it is broadcast: described, shown whom it would reach, kept for later."""
