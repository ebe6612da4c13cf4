"""Teams: /apis/site/v2/sports/{sport}/{league}/teams (unofficial); a reference, paged in college leagues."""

from collections.abc import Iterator

from a1_normalizer.mappers.espn.scoreboard import league_of, refused
from a1_normalizer.mappers.espn.wire import decode_any, dig, items, text
from a1_normalizer.mappers.parsing import Refusal, decode
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Reject, Side, Sighting, TeamEntry
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason


def map_teams(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:  # noqa: ARG001
    """Every team with id, name and abbreviation."""
    try:
        answer = decode(body, decode_any)
        if not isinstance(dig(answer, "sports"), list):
            raise Refusal(RejectReason.UNEXPECTED_SHAPE, "no sports")
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    league = league_of(headers, list(items(answer, "sports", 0, "leagues"))) or headers.league
    for index, entry in enumerate(items(answer, "sports", 0, "leagues", 0, "teams")):
        team = dig(entry, "team")
        name = text(team, "displayName") or text(team, "name")
        if name is None:
            yield Reject(RejectReason.MISSING_FIELD, f"$.sports[0].leagues[0].teams[{index}]", "no name")
            continue
        others = (text(team, key) for key in ("shortDisplayName", "location", "name", "nickname"))
        side = Side(
            name=name,
            native_id=text(team, "id"),
            abbreviation=text(team, "abbreviation"),
            also_named=tuple(dict.fromkeys(other for other in others if other and other != name)),
        )
        yield TeamEntry(league=league, team=side)
