"""Platforms and workspaces: brought up, listened to, sent through, and lost."""
