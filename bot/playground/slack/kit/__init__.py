"""Block Kit: what a message or a view may hold, and how it is read."""
