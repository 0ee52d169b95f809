"""What writes files: slides, documents, workbooks, PDF, CSV. `write(report) -> bytes`, one module a format."""
