"""Answers are decided on: accepted, rejected, appealed against, or accepted by the clock."""
