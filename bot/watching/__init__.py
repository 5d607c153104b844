"""What is seen from outside while the service runs: figures and spans."""
