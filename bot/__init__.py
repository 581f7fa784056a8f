"""The conversation: what is said in, what is said out, and the turn between."""
