"""What is asked for as proof of a claim, one file for each kind that has questions of its own."""
