"""What a body says of a team besides its ids and names."""

import msgspec

from a1_schemas.team_profile import TeamRecord


class TeamFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The facts of `a1_schemas.team_profile`. None, or empty, where the body does not have one."""

    nickname: str | None = None
    city: str | None = None
    colors: tuple[str, ...] = ()
    logo: str | None = None
    conference: str | None = None
    division: str | None = None
    record: TeamRecord | None = None
    rank: int | None = None
    standing: str | None = None
