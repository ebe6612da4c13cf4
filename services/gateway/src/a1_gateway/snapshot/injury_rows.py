"""Builds the rows of the list of injuries: one for each player, with the reports of all providers."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_gateway.snapshot.answers import FreshOrStale
from a1_gateway.snapshot.items import Item, as_words, distinct
from a1_gateway.snapshot.league import LeagueRecords
from a1_gateway.snapshot.reported_players import ReportedPlayer, player_of
from a1_schemas import fast
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import InjuryStatus, Kind

_encode = msgspec.json.Encoder().encode


class AvailabilityReport(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What one provider reports of the player."""

    provider: Annotated[str, one_of(Provider)]
    feed: str
    native_id: str | None
    """The provider's own id of the player."""
    status: Annotated[str, one_of(InjuryStatus)]
    """The player's availability."""
    native_status: str
    """The provider's own word: `Out`, `Day-To-Day`."""
    body_part: str | None
    """The provider's own word."""
    comment: str | None
    """The provider's own text."""
    expected_return_on: date | None
    """The day on which the player is expected back."""
    observed_at: Moment | None
    changed_at: Moment
    freshness: FreshOrStale


class PlayerInjury(msgspec.Struct, frozen=True):
    """A player's availability, by all providers that report it."""

    league: Annotated[str, one_of(League)]
    player: ReportedPlayer
    status: Annotated[str, one_of(InjuryStatus)]
    """The availability by the newest report."""
    reports: list[AvailabilityReport]
    """The report of each provider and feed, newest first by the provider's own time, else by `changed_at`."""
    changed_at: Moment
    """The newest of its reports."""
    freshness: FreshOrStale
    """The freshness of the newest report."""


def injury_row(records: LeagueRecords, row: str) -> Item | None:
    """Return the item of a player of a team, or None where no report is left."""
    reports = _newest_first(records, row)
    if not reports:
        return None
    team = reports[0].player.team
    return Item(
        at=0,
        key=row,
        changed_at=max(report.changed_at for report in reports),
        status=reports[0].status,
        sources=distinct(report.provider for report in reports),
        teams=as_words(records.team_words(team) if team else ()),
        players=as_words(distinct((reports[0].player.player_id, *(each.player.name.casefold() for each in reports)))),
    )


def injury_row_body(records: LeagueRecords, row: str) -> bytes:
    """Return the bytes of a player of a team that has an item."""
    reports = _newest_first(records, row)
    shown = [_report(report, is_fresh=records.freshness.is_fresh(report.target)) for report in reports]
    return _encode(
        PlayerInjury(
            league=reports[0].league,
            player=player_of([report.player for report in reports]),
            status=reports[0].status,
            reports=shown,
            changed_at=max(report.changed_at for report in reports),
            freshness=shown[0].freshness,
        )
    )


def _newest_first(records: LeagueRecords, row: str) -> list[fast.Injury]:
    """Return the reports of a row. Those of one moment are in the order of their keys."""
    reports: list[fast.Injury] = [records.record(Kind.INJURIES, key) for key in records.injuries_of(row)]
    return sorted(reports, key=_moment, reverse=True)


def _moment(report: fast.Injury) -> datetime:
    return report.observed_at or report.changed_at


def _report(report: fast.Injury, *, is_fresh: bool) -> AvailabilityReport:
    return AvailabilityReport(
        provider=report.provider,
        feed=report.feed,
        native_id=report.player.native_id,
        status=report.status,
        native_status=report.native_status,
        body_part=report.body_part,
        comment=report.comment,
        expected_return_on=report.expected_return_on,
        observed_at=report.observed_at,
        changed_at=report.changed_at,
        freshness="fresh" if is_fresh else "stale",
    )
