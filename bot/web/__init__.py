"""The web server: webhooks in, health out."""
