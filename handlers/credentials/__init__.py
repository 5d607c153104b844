"""What experts claim of themselves, in words; reviewers confirm it or take it back, and it runs out."""
