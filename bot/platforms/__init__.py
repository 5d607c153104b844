"""Telegram and Slack: Event in, Message out. The only place that knows their libraries."""
