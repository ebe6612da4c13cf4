"""The audit log as a chain of hashes: makes entries, and finds the first that does not fit."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from a1_schemas.audit_entry import AuditEntry
from a1_schemas.edge_words import AuditAction

_SECRET = frozenset({"secret_hash", "previous_hash"})
"""Fields of a key that no entry repeats."""


def next_entry(
    last: AuditEntry | None,
    *,
    at: datetime,
    actor: str,
    action: AuditAction,
    subject: str,
    old: Mapping[str, JsonValue],
    new: Mapping[str, JsonValue],
) -> AuditEntry:
    """Return the entry after `last` about a change from `old` to `new`, with the fields that differ."""
    names = [name for name in new if name not in _SECRET and old.get(name) != new[name]]
    entry = AuditEntry(
        sequence=last.sequence + 1 if last else 1,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        old={name: old[name] for name in names if name in old},
        new={name: new[name] for name in names},
        previous=last.hash if last else "",
        hash="",
    )
    return entry.model_copy(update={"hash": _hash_of(entry)})


def first_break(entries: Iterable[AuditEntry]) -> AuditEntry | None:
    """Return the first entry that was changed, or before which one is missing; None for a whole chain.

    What retention deleted from the beginning is no break.
    """
    last: AuditEntry | None = None
    for entry in entries:
        follows = last is None or (entry.sequence == last.sequence + 1 and entry.previous == last.hash)
        if not follows or entry.hash != _hash_of(entry):
            return entry
        last = entry
    return None


def _hash_of(entry: AuditEntry) -> str:
    fields: dict[str, Any] = entry.model_dump(mode="json", exclude={"hash"})
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=32).hexdigest()
