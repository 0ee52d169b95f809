"""The workspace: what people add to the facts and decide about it, in one database (SQLite, or PostgreSQL)."""
