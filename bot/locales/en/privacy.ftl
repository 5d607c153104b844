# What is kept, and leaving for good.

command-forget = delete all that is stored about you
