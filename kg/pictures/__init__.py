"""The picture of a graph: one HTML file that opens from disk, with no network at all."""

from kg.pictures.page import PageSummary, write_page

__all__ = ["PageSummary", "write_page"]
