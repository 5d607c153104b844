"""Whose accounts they are, and what is kept of a person: linked, parted, exported, deleted."""
