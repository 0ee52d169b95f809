"""The facts: CSV files, what they must look like, and the database built from them."""
