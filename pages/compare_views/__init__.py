"""The views of the Compare page, one file each; `pages/compare.py` chooses among them."""
