"""Ways to check a credential, one file each: what they read, what they refuse, and no network."""
