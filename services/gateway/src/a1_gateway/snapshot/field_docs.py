"""What the docstrings below the fields of structs say, which msgspec does not keep."""

import ast
import inspect
import textwrap
from collections.abc import Iterator

import msgspec

_OURS = "a1_gateway."


def documented_structs() -> dict[str, dict[str, str]]:
    """Return the docstrings of the gateway's structs, by struct and field, those of its bases too."""
    found: dict[str, dict[str, str]] = {}
    for struct in _descendants(msgspec.Struct):
        if struct.__module__.startswith(_OURS):
            known = found.setdefault(struct.__name__, {})
            for each in reversed(struct.__mro__):
                if each.__module__.startswith(_OURS):
                    known |= _field_docs(each)
    return found


def _field_docs(struct: type) -> dict[str, str]:
    (declared,) = ast.parse(textwrap.dedent(inspect.getsource(struct))).body
    assert isinstance(declared, ast.ClassDef)  # noqa: S101  # it is the source of a class
    docs: dict[str, str] = {}
    for field, after in zip(declared.body, declared.body[1:], strict=False):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                docs[name] = inspect.cleandoc(text)
            case _:
                pass
    return docs


def _descendants(struct: type) -> Iterator[type]:
    for each in struct.__subclasses__():
        yield each
        yield from _descendants(each)
