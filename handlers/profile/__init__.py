"""What the house knows of an expert who has joined, and every way to change it."""
