"""The fields of ESPN's boards that are read, in its own words. What varies in kind is `object` and told apart later."""

import msgspec


class Fault(msgspec.Struct, frozen=True, gc=False):
    """An error body, in any of ESPN's shapes."""

    code: object = None
    message: object = None
    detail: object = None
    error: object = None
    messages: object = None
    details: object = None


class Team(msgspec.Struct, frozen=True, gc=False):
    """A team, or the two players of a tennis double (`roster`), or an athlete."""

    id: str | int | None = None
    displayName: str | None = None
    fullName: str | None = None
    shortDisplayName: str | None = None
    name: str | None = None
    location: str | None = None
    nickname: str | None = None
    abbreviation: str | None = None


class Competitor(msgspec.Struct, frozen=True, gc=False):
    """A side. `score` is a text on boards, an object on schedules, a link in the core API."""

    id: str | int | None = None
    type: str | None = None
    homeAway: str | None = None
    order: int | None = None
    team: Team | None = None
    athlete: Team | None = None
    roster: Team | None = None
    score: object = None


class StatusType(msgspec.Struct, frozen=True, gc=False):
    """What a status is called. Cricket has no name."""

    name: str | None = None
    state: str | None = None
    completed: bool | None = None
    description: str | None = None


class Status(msgspec.Struct, frozen=True, gc=False):
    """Where a game stands."""

    type: StatusType | None = None
    period: object = None
    displayClock: str | None = None
    isTBDFlex: bool | None = None


class Venue(msgspec.Struct, frozen=True, gc=False):
    """Where a game is played: `fullName` with a competition, `displayName` with an event."""

    fullName: str | None = None
    displayName: str | None = None


class Note(msgspec.Struct, frozen=True, gc=False):
    """A remark such as `Doubleheader - Game 2`."""

    headline: str | None = None
    text: str | None = None


class Competition(msgspec.Struct, frozen=True, gc=False):
    """A game, match or bout; or a field of many, which is no contest."""

    id: str | int
    uid: str | None = None
    date: str | None = None
    timeValid: bool | None = None
    neutralSite: bool | None = None
    venue: Venue | None = None
    competitors: list[Competitor] = []
    notes: list[Note] | None = None
    status: Status | None = None
    odds: list[msgspec.Raw] | None = None


class Season(msgspec.Struct, frozen=True, gc=False):
    """The season of an event; in soccer its slug may name the competition."""

    slug: str | None = None


class Grouping(msgspec.Struct, frozen=True, gc=False):
    """A draw of a tennis tournament."""

    competitions: list[msgspec.Raw] = []


class Event(msgspec.Struct, frozen=True, gc=False):
    """A game, a fight card, a tournament."""

    id: str | int
    uid: str | None = None
    date: str | None = None
    season: Season | None = None
    status: Status | None = None
    venue: Venue | None = None
    competitions: list[msgspec.Raw] = []
    groupings: list[Grouping] = []


class Scoreboard(msgspec.Struct, frozen=True):
    """A scoreboard."""

    events: list[msgspec.Raw]


class CompetitionId(msgspec.Struct, frozen=True, gc=False):
    """Which game it is; the rest may be unchanged."""

    id: str | int


class GroupingIds(msgspec.Struct, frozen=True, gc=False):
    """Which matches a draw holds."""

    competitions: list[CompetitionId] = []


class EventIds(msgspec.Struct, frozen=True, gc=False):
    """Which games an event holds; the rest may be unchanged."""

    id: str | int
    competitions: list[CompetitionId] = []
    groupings: list[GroupingIds] = []
