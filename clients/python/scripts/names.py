"""How names of the documents are written in Python."""

import keyword
import re
import textwrap

WIDTH = 112


def class_name(component: str) -> str:
    """`Page_Game_` is `PageOfGame`: an answer around the thing that it has."""
    outer, _, inner = component.strip("_").partition("_")
    return f"{outer}Of{inner}" if inner else outer


def identifier(text: str) -> str:
    """Return a name for a field or a parameter."""
    name = re.sub(r"\W", "_", text)
    return f"{name}_" if keyword.iskeyword(name) else name


def member(word: str) -> str:
    """Return the name of a word in its list."""
    name = re.sub(r"\W", "_", word).upper()
    return f"N{name}" if name[:1].isdigit() else name


def docstring(text: str, indent: str) -> str:
    """Return a docstring, or nothing for no text."""
    if not text.strip():
        return ""
    lines = [
        line
        for paragraph in text.strip().split("\n")
        for line in (textwrap.wrap(paragraph, WIDTH - len(indent), break_on_hyphens=False) or [""])
    ]
    raw = "r" if "\\" in text else ""
    body = f"\n{indent}".join(lines)
    closing = f"\n{indent}" if len(lines) > 1 else ""
    return f'{indent}{raw}"""{body}{closing}"""\n'
