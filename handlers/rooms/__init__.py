"""Rooms of many people: the bot is brought in, its cards are pressed there, and it is taken out again."""
