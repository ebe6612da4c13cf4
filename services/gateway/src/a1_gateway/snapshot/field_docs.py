"""What the docstrings below the fields of structs say, which msgspec does not keep."""

from collections.abc import Iterator

import msgspec

from a1_schemas.field_docs import field_docs

_OURS = "a1_gateway."


def documented_structs() -> dict[str, dict[str, str]]:
    """Return the docstrings of the gateway's structs, by struct and field, those of its bases too."""
    found: dict[str, dict[str, str]] = {}
    for struct in _descendants(msgspec.Struct):
        if struct.__module__.startswith(_OURS):
            known = found.setdefault(struct.__name__, {})
            for each in reversed(struct.__mro__):
                if each.__module__.startswith(_OURS):
                    known |= field_docs(each)
    return found


def _descendants(struct: type) -> Iterator[type]:
    for each in struct.__subclasses__():
        yield each
        yield from _descendants(each)
