"""Odds Comparison, old (`sports/{id}/{date}/schedule`) and new (`sport_events/{id}/sport_event_markets`).

https://developer.sportradar.com/odds. Consensus lines are not a bookmaker's, and percentages are not prices.
"""

from collections.abc import Iterator

import msgspec

from a1_mappers.extracted import Complete, Contest, Extracted, Reject, Side
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, decode_each
from a1_mappers.sportradar import matches, odds_wire, wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.markets import offers_of
from a1_mappers.sportradar.outrights import map_outrights
from a1_mappers.sportradar.vocabulary import number_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_decode_comparison = msgspec.json.Decoder(odds_wire.Comparison)
_decode_event = msgspec.json.Decoder(wire.SportEvent)
_decode_priced = msgspec.json.Decoder(odds_wire.Priced)
_decode_game = msgspec.json.Decoder(odds_wire.CdnGame)


def map_odds_comparison(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the matches with each bookmaker's offers. Complete for its target."""
    try:
        answer = decode(body, _decode_comparison)
        found = _map_any(answer, headers)
        if found is None:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no odds")
    except ParseError as error:
        yield rejected(body, error)
        return
    is_whole = True
    for item in found:
        is_whole = is_whole and not (isinstance(item, Reject) and item.reason is RejectReason.UNEXPECTED_SHAPE)
        yield item
    if is_whole:
        yield Complete((Kind.ODDS,))


def _map_any(answer: odds_wire.Comparison, headers: RawHeaders) -> Iterator[Extracted] | None:
    if answer.sport_events is not None:
        return _map_events(answer.sport_events, "$.sport_events", answer.generated_at, headers)
    if bytes(answer.sport_event).startswith(b"{"):
        return _map_event(answer, headers)
    if answer.games is not None:
        return _map_games(answer.games, headers)
    if answer.outrights is not None:
        return map_outrights(answer.outrights, headers)
    return None


def _map_events(
    pieces: list[msgspec.Raw], path: str, generated_at: str | None, headers: RawHeaders
) -> Iterator[Extracted]:
    for decoded in decode_each(pieces, _decode_event, path):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        where, piece, event = decoded
        try:
            markets = decode(bytes(piece), _decode_priced).markets
        except ParseError as error:
            yield error.at(f"{where}.markets")
            continue
        yield from _priced(event, markets, where, generated_at, headers)


def _map_event(answer: odds_wire.Comparison, headers: RawHeaders) -> Iterator[Extracted]:
    try:
        event = decode(bytes(answer.sport_event), _decode_event)
    except ParseError as error:
        yield error.at("$.sport_event")
        return
    yield from _priced(event, answer.markets, "$", answer.generated_at, headers)


def _priced(
    event: wire.SportEvent,
    markets: list[odds_wire.Market],
    path: str,
    generated_at: str | None,
    headers: RawHeaders,
) -> Iterator[Extracted]:
    contest, rejects = matches.contest_of(wire.Match(sport_event=event), headers, path, generated_at)
    yield from rejects
    if contest is not None:
        yield contest
        yield from offers_of(markets, contest, f"{path}.markets")


def _map_games(pieces: list[msgspec.Raw], headers: RawHeaders) -> Iterator[Extracted]:
    """Yield the NBA's republished odds, which have the league's own ids of games and teams."""
    for decoded in decode_each(pieces, _decode_game, "$.games"):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        where, _, game = decoded
        number = number_of(game.sr_id)
        contest = Contest(
            native_id=game.sr_id or game.game_id,
            league=headers.league,
            home=Side(name=None, native_id=game.home_team_id),
            away=Side(name=None, native_id=game.away_team_id),
            also_ids=(game.game_id, number) if number else (game.game_id,),
        )
        yield contest
        yield from offers_of(game.markets, contest, f"{where}.markets")
