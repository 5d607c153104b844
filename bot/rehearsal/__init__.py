"""A full run before the day: the real service and database, a local Telegram, and as many experts as are wanted."""
