"""What the bot says and does: plain functions of values, told apart by conversation."""
