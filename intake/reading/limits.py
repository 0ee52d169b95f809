"""How much of a file is read: checked before reading, and again while it is unpacked."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

#: Of a file as it comes.
FILE_BYTES = 50 * MEGABYTE

#: Of DOCX and XLSX, which are ZIP archives: parts, what they unpack to, and how many times their size that may be.
ZIP_MEMBERS = 5_000
ZIP_BYTES = 400 * MEGABYTE
#: Of the parts that are read: text and tables, never pictures.
PART_BYTES = 60 * MEGABYTE
PARTS_BYTES = 120 * MEGABYTE
RATIO = 300
#: Small parts may compress as well as they like.
RATIO_FROM = 5 * MEGABYTE

PDF_PAGES = 500
#: Characters on one page; a page of text has some 1,500. And bytes of what draws it, unpacked.
PAGE_CHARACTERS = 50_000
PAGE_BYTES = 3 * MEGABYTE
#: Rules and rectangles on one page among which tables are looked for.
PAGE_RULES = 10_000

#: Of a document: rows of a sheet, cells in all its tables, characters of its text, nested elements.
SHEETS = 200
ROWS = 20_000
COLUMNS = 2_000
CELLS = 200_000
CHARACTERS = 3_000_000
DEPTH = 200
#: Tags of a web page, and of a part of an Office file.
PAGE_TAGS = 1_000_000
PART_TAGS = 3_000_000

#: Of the process that reads: address space, processor time and time in all.
WORKER_BYTES = 768 * MEGABYTE
WORKER_CPU_SECONDS = 90
WORKER_SECONDS = 120
#: Of what it may answer: a document of CHARACTERS in PDF has an edge for each of them.
ANSWER_BYTES = 80 * MEGABYTE

#: Of a picture of a page: pixels on its longer side.
PICTURE_PIXELS = 4_000
