"""The few heavy reads, each defined once."""
