"""Help: what the issuer's document answers, in our words or as it is published, and which of it a question means.

Knows no customer and no flow. Imports nothing of ours but the readers of text, the marks of words, and messages.
"""
