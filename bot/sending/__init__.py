"""What goes out: rendered, sent at the platform's pace, and what became of it."""
