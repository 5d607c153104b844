"""Qualification tests: announced, asked by the clock, scored, and their items watched."""
