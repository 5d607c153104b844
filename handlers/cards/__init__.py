"""A task's card, in an expert's chat and in a room: what it shows, how it goes out, and the place taken with it."""
