"""The channels: one file each, one shape each (`base.py`): read, prove, send."""
