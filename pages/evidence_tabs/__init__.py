"""The tabs of the Evidence page, one file each; `pages/evidence.py` chooses among them."""
