"""The demo: a local Telegram with simulated experts on it, talking to the real service."""
