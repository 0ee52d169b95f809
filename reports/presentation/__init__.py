"""A running order as screens: for meetings, and as one file that opens from a memory stick.

`data` makes the screens in both languages from a draft, `document` sets them into one HTML document with the scripts
and styles beside this file. The scripts know no server: what only a running dashboard can do is in `live.js`.
"""
