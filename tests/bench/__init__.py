"""How fast it is: figures as ratios to a baseline in the same run. They print; they do not fail on a slow machine."""
