"""Checks against servers on this machine."""
