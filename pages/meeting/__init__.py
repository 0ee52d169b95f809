"""Meeting and Big screen: `/meeting` and `/wall` are documents of their own, without Streamlit around them.

A presenter needs every screen in the browser before the first is shown: then nothing that happens to the network or
the server can reach the meeting. `routes` goes to `st.App(routes=…)`; `/stage/…` is what those documents ask for.
"""

from __future__ import annotations

from starlette.routing import Route

from pages.meeting.adding import add
from pages.meeting.answers import (
    alive,
    draft_file,
    file,
    found,
    nothing,
    open_pages,
    plotly,
    presentation_answer,
)
from pages.meeting.meeting import meeting
from pages.meeting.wall import wall, wall_data

routes: list[Route] = [
    Route("/meeting", meeting),
    Route("/wall", wall),
    Route("/stage/alive", alive),
    Route("/stage/deck", presentation_answer, methods=["GET", "POST"]),
    Route("/stage/find", found),
    Route("/stage/file", file, methods=["GET", "POST"]),
    Route("/stage/open", open_pages),
    Route("/stage/add", add, methods=["POST"]),
    Route("/stage/draft", draft_file, methods=["POST"]),
    Route("/stage/plotly.js", plotly),
    Route("/stage/wall", wall_data),
    Route("/stage/{path:path}", nothing),
]
