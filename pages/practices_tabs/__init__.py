"""The tabs of the Practices page, one file each; `pages/practices.py` chooses among them."""
