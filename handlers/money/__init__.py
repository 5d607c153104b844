"""What experts have earned, and what has been paid out."""
