"""What the bot says and does: plain functions of values, a folder for each noun and a file for each conversation."""
