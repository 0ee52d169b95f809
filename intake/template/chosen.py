"""What a workbook is made for, as its sheets are written from it."""

from __future__ import annotations

from dataclasses import dataclass

from data.violations import Reason
from intake.template.layout import both
from queries.records import Dimension, District, Metric


@dataclass(frozen=True)
class Chosen:
    """One district, one year, the metrics of the prepared rows, and all that may be chosen in the free ones."""

    district: District
    year: int
    dimensions: tuple[Dimension, ...]
    metrics: tuple[Metric, ...]
    every_metric: tuple[Metric, ...]
    #: By metric, in words.
    last: dict[str, str]
    language: str
    data_version: str
    released_on: str
    content_hash: str

    def named(self, text: Reason, between: str = " · ") -> str:
        """Return a text on the district and the year in both languages."""
        zh = text.zh.format(district=self.district.name_zh, year=self.year)
        en = text.en.format(district=self.district.name_en, year=self.year)
        return both(Reason(zh, en), self.language, between)

    def label(self, metric: Metric) -> str:
        """Return how a metric is called in the drop-down list."""
        return both(Reason(metric.name_zh, metric.name_en), self.language, " ")

    def unit(self, metric: Metric) -> str:
        """Return the unit of a metric as its column shows it."""
        if metric.unit_zh == metric.unit_en:
            return metric.unit_zh
        return both(Reason(metric.unit_zh, metric.unit_en), self.language)

    def definition(self, metric: Metric) -> str:
        """Return what a metric counts."""
        return metric.definition_zh if self.language == "zh" else metric.definition_en
