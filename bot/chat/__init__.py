"""The conversation as every platform has it: what arrives, what is said, what is asked, in which words."""
