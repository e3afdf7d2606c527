"""The kinds of key in the name index."""

from __future__ import annotations

from enum import IntEnum


class Via(IntEnum):
    """What a key in the B-tree is to its name."""

    NAME = 0
    CORE = 1
    PINYIN = 2
    INITIALS = 3
