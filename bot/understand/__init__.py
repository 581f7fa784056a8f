"""Text in, meaning out: what a customer's words ask for, and the values that stand in them.

What is not understood is said so, never guessed. Imports nothing else of ours.
"""
