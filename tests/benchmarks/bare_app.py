"""The smallest thing one could call a dashboard: one chart. What it takes is what Streamlit itself takes."""

import plotly.graph_objects as go
import streamlit as st

st.title("Bare")
st.plotly_chart(go.Figure(go.Scatter(x=[558, 343], y=["A", "B"], mode="markers")), key="chart")
