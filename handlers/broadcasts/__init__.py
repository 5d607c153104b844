"""A task on its way to everyone who matches, from its start until it has closed."""
