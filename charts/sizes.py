"""The fixed formats of pictures: never the size of somebody's window."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

SizeName = Literal["slide", "half_a4", "a4", "square"]
SIZE_NAMES: tuple[SizeName, ...] = get_args(SizeName)


class Size(NamedTuple):
    """A format: the pixels a chart is laid out in, and how many times larger the standard picture is.

    Type is set for the layout, so a slide read from the back row has it a third larger than a page held in hand.
    """

    width: int
    height: int
    enlarged: float

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the standard picture."""
        return round(self.width * self.enlarged), round(self.height * self.enlarged)

    @property
    def points(self) -> float:
        """How many points on paper a pixel of the layout takes."""
        return self.enlarged * 72 / PER_INCH


#: Pixels an inch at which the standard picture has its size on paper: a slide 13⅓ × 7½ inches, as slides are.
PER_INCH = 96
SIZES: dict[SizeName, Size] = {
    "slide": Size(960, 540, 4 / 3),  # 1280 × 720
    "half_a4": Size(794, 561, 1.0),  # 210 × 148.5 mm
    "a4": Size(794, 1123, 1.0),  # 210 × 297 mm
    "square": Size(720, 720, 1.5),  # 1080 × 1080
}
