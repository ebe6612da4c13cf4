"""The docstrings below the fields of a struct, which msgspec does not keep."""

import ast
import inspect
import textwrap


def field_docs(struct: type) -> dict[str, str]:
    """Return by name what stands below each field that the class itself declares. Reads its source."""
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
