"""One page of metrics of several processes: each sample with a label that says whose it is."""

import re
from collections.abc import Mapping

_NAME = re.compile(rb"[A-Za-z_:][A-Za-z0-9_:]*")


def merged_pages(pages: Mapping[str, bytes]) -> bytes:
    """Return the pages, by the value of the label `worker`, as one: a family stands once, with the samples of all."""
    heads: dict[bytes, list[bytes]] = {}
    samples: dict[bytes, list[bytes]] = {}
    for worker, page in pages.items():
        label = f'worker="{worker}"'.encode()
        family = b""
        for line in page.splitlines():
            if line.startswith(b"# "):
                family = line.split(b" ", 3)[2]
                if line not in heads.setdefault(family, []):
                    heads[family].append(line)
            elif line:
                samples.setdefault(family, []).append(_labelled(line, label))
    lines = [line for family, head in heads.items() for line in (*head, *samples.get(family, ()))]
    return b"\n".join((*lines, b""))


def _labelled(sample: bytes, label: bytes) -> bytes:
    name = _NAME.match(sample)
    if name is None:
        return sample
    rest = sample[name.end() :]
    if rest.startswith(b"{"):
        return name.group() + b"{" + label + (b"" if rest.startswith(b"{}") else b",") + rest[1:]
    return name.group() + b"{" + label + b"}" + rest
