"""Reminders: when they are due, and what they say as long as they have a point."""
