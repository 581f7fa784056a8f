"""The catalogues: what is said, by language. English is what stands in the code."""
