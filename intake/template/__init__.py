"""A workbook that a department fills in: written for a district and a year, read back with each fault by its cell."""
