"""The report page in parts: the draft, its items, the files."""
