"""The database where no turn sees it: its schema, its copies, its one process, and what is cleared away."""
