"""Events on their way in: in whose order, from whom, what became of them, and put aside."""
