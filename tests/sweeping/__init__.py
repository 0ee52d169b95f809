"""Every address that the data make possible, asked for once: `python -m tests.sweeping`."""
