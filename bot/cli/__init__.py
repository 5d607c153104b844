"""The command line: one file for each family of commands, loaded only by who calls it."""
