"""Where the service meets the world: events in, messages out, jobs, settings, files, the command line."""
