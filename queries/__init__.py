"""Questions about the facts: one module a question, no Streamlit, no Plotly.

Every function takes a `Store` first. Answers carry what a reader must know beside the numbers: unit, period, scope,
exactness, status, documents, doubts and what is missing.
"""
