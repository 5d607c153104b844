"""The real adapters against local platforms."""
