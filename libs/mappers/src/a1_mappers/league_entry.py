"""An entry of a provider's catalogue, as a mapper extracts it."""

import msgspec


class LeagueEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a provider's catalogue of sports or leagues."""

    native_id: str
    name: str
    is_active: bool
    parent_id: str | None = None
