"""Processes of their own for what may hang or eat memory: documents read, formulas compared, pictures drawn."""
