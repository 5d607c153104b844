"""A task is answered, from its first question until the answer is handed in."""
