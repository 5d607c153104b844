"""An offer in an expert's hands: claimed, held, given back, and why there was none."""
