"""The benchmarks: what the wallet costs beside the least that the same machine could do, measured in one run.

Run by `make bench`; docs/performance.md says how to read it. Nothing here is a test: figures never fail a build.
"""
