"""Comparisons and figures as files: pictures, slides, documents, tables."""
