"""The way in for an expert, from the first word until they have joined."""
