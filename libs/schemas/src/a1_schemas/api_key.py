"""An API key as the log and the view know it: its secret only as a hash."""

from typing import Annotated

from pydantic import StringConstraints

from a1_schemas.base import Frozen, UtcTime

Label = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ApiKey(Frozen):
    """Topic `edge.keys`, key = id. The last record of an id counts; a revoked key stays as one."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{8}$")]
    name: Label
    environment: Label
    """`dev` or `live`, as the key says it itself."""
    secret_hash: Hash
    """blake2b-256 of the whole key with the edge's pepper, in hexadecimal digits."""
    previous_hash: Hash | None = None
    """Of the key before the last rotation."""
    previous_until: UtcTime | None = None
    """Until when that one is accepted too."""
    scopes: tuple[str, ...]
    """Words of the edge's closed list. A newer word is kept as it is and grants nothing to an older reader."""
    plan: Label
    created_at: UtcTime
    created_by: Label
    expires_at: UtcTime | None = None
    revoked_at: UtcTime | None = None
