"""ESPN's core API (unofficial): resources are links to links; what stands on its own is read.

Odds of one game name it only in the address asked for. An event names its sides only in its title, `Away at Home`.
Pages of links, statuses, probabilities and athletes say nothing of their own.
"""

import re
from collections.abc import Iterator

from a1_normalizer.mappers.espn.contests import contest_of, is_contest
from a1_normalizer.mappers.espn.offers import offers_of
from a1_normalizer.mappers.espn.scoreboard import league_of, refused
from a1_normalizer.mappers.espn.wire import Json, decode_any, dig, items, text
from a1_normalizer.mappers.parsing import Refusal, decode
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Complete, Reject, Sighting
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_ODDS = re.compile(r"/competitions/(\d+)/odds(?:/|\?|$)")
_TITLE = re.compile(r"(.+?) (?:at|vs\.?|@) (.+)", re.IGNORECASE)


def map_core(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:  # noqa: ARG001
    """Offers of one game, or one event; any other resource gives nothing."""
    try:
        resource = decode(body, decode_any)
        if not isinstance(resource, dict):
            raise Refusal(RejectReason.UNEXPECTED_SHAPE, "no resource")
        if dig(resource, "error") is not None:
            raise Refusal(RejectReason.ERROR_BODY, "an error")
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    league = league_of(headers, []) or headers.league
    asked = _ODDS.search(headers.url)
    if asked is not None:
        yield from offers_of(dig(resource, "items"), asked[1], league, "$.items")
        yield Complete((Kind.ODDS,))
    elif isinstance(dig(resource, "competitions"), list):
        yield from _event(resource, league)


def _event(event: Json, league: str) -> Iterator[Sighting]:
    """A title names the away side first; sides that the body knows only by links have their names from it."""
    title = _TITLE.fullmatch(text(event, "name") or "")
    for index, competition in enumerate(items(event, "competitions")):
        path = f"$.competitions[{index}]"
        if not is_contest(competition):
            yield Reject(RejectReason.NOT_A_CONTEST, path)
            continue
        names = {"away": title[1], "home": title[2]} if title else {}
        named = [_named(competitor, names) for competitor in items(competition, "competitors")]
        try:
            yield contest_of(competition | {"competitors": named}, event, league)
        except Refusal as refusal:
            yield refusal.at(path)


def _named(competitor: Json, names: dict[str, str]) -> Json:
    role = text(competitor, "homeAway") or ""
    team = {"id": dig(competitor, "id"), "displayName": names.get(role)}
    return competitor | {"team": team, "score": None}
