"""Intake 收录: a document or a filled form in, proposed figures out, each with its place in the source.

No screen, no network, no database: what is known already is handed in.
"""
