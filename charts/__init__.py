"""Answers made visible: a Comparison or Trend in, a Plotly figure, a pydeck Deck or a small SVG out. No SQL here."""
