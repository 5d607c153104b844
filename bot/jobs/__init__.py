"""Slow work outside the turns: who takes it, and how each kind is done."""
