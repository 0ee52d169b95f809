"""One selection, one view: what a reader asks for (`ViewSpec`), and everything he must know of it (`View`) in words.

`views.build.build(store, spec, words, today)` makes a view; charts, pages, reports and the API draw and write it.
"""
