"""Pictures of pages of PDF files, on which the page of review marks where a figure stands."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from intake.reading import limits, refusals


def page_picture(content: bytes, number: int, scale: float = 1.5) -> bytes:
    """Return a page (from 1 on) as PNG, `scale` pixels for each point, fewer where it would grow too large.

    Raises IntakeError where the file is damaged, needs a password, or has no such page.
    """
    if len(content) > limits.FILE_BYTES:
        raise refusals.too_large(len(content))
    try:
        with pypdfium2.PdfDocument(content) as document:
            if not 1 <= number <= len(document):
                raise refusals.no_such_page(number, len(document))
            page = document[number - 1]
            longest = max(*page.get_size(), 1.0)
            picture = page.render(scale=min(scale, limits.PICTURE_PIXELS / longest)).to_pil()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusals.encrypted() from error
        raise refusals.damaged("PDF ", "PDF") from error
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
