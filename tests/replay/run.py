"""`make replay`: all recordings through the normalizer, and what comes out as hashes that must be equal.

Hash A: one order, then decisions of people; twice, with one normalizer and with four. Hash B: the 24 orders of the
providers.
"""

import sys

from decided import decisions
from orders import differences, endings
from processes import run
from recorded import raw_records, recordings
from rich.console import Console

from a1_resolving.raw_record import RawRecord

_PROCESSES = (1, 1, 4)
_SHOWN = 10


def main() -> int:
    """Print both hashes; 1 where either is not one."""
    console = Console(highlight=False, soft_wrap=True)
    records = recordings()
    if not records:
        console.print("no recordings: set A1_RECORDINGS to their folder")
        return 1
    raw = list(raw_records(records))
    decided = decisions(raw)
    console.print(f"{len(raw)} records, {len(decided)} decisions of people")
    return max(_hash_a(console, [*raw, *decided]), _hash_b(console))


def _hash_a(console: Console, records: list[RawRecord]) -> int:
    digests: set[str] = set()
    for count in _PROCESSES:
        name = f"{count} normalizer{'s' if count > 1 else ''}"
        with console.status(name) as status:
            digest, keys = run(records, count, lambda done, n=name: status.update(f"{n}: {done}/{len(records)}"))
        console.print(f"A  {digest}  {name}, {keys} keys")
        digests.add(digest)
    return _verdict(console, "A", digests)


def _hash_b(console: Console) -> int:
    digests: set[str] = set()
    first = None
    for found in endings():
        first = first or found
        console.print(f"B  {found.digest}  {', '.join(found.order)}: {len(found.values)} keys")
        digests.add(found.digest)
        for kind, key in differences(first.values, found.values)[:_SHOWN]:
            console.print(f"   differs: {kind} {key}")
    return _verdict(console, "B", digests)


def _verdict(console: Console, name: str, digests: set[str]) -> int:
    console.print(f"hash {name}: equal" if len(digests) == 1 else f"hash {name}: {len(digests)} DIFFERENT values")
    return 0 if len(digests) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
