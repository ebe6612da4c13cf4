"""Words of the server's closed lists, which grow: a word that this version does not know is kept as it came."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a list. It equals its text."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        newer = str.__new__(cls, value)
        newer._name_ = "NEWER"
        newer._value_ = value
        return newer
