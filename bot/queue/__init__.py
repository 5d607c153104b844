"""Deliveries that are due: stored, taken from the table, and held in memory until their slot."""
