"""The tabs of the Plan page, one file each; `pages/plan.py` chooses among them."""
