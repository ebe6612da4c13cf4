"""Converts contests to listings: the newest of each fact a provider reports, under the provider's own id."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from a1_identity.blocks import block_of
from a1_identity.teams import recognise
from a1_mappers.extracted import Contest, Side
from a1_resolving.body import Body, in_utc, listing_key
from a1_resolving.events import side_key
from a1_resolving.game_facts import PROGRESS, SINGLE_FACTS, joined_venue, progress_of
from a1_resolving.life_spans import ENDED, is_long_over, is_over
from a1_resolving.steps import Steps
from a1_schemas.game_facts import GameFacts
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.vocabulary import EventStatus, Kind, MatchMethod, RejectReason, RemovalReason

_DECISIVE = ("start_time", "start_time_confirmed", "game_number", "also_ids", "named_by", "unnamed_since", "removed")
"""Facts that decide which game a listing is. A change of any other fact never reassigns listings."""


def list_contests(body: Body) -> Steps[tuple[dict[str, None], dict[str, None]]]:
    """Write the listings in this body.

    Returns two sets of listing keys (as dicts, for their order): those with changed facts, and those to be reassigned
    to games.
    """
    changed: dict[str, None] = {}
    decisive: dict[str, None] = {}
    for contest in body.contents.contests:
        yield
        if not contest.native_id:
            body.reject(RejectReason.MISSING_FIELD, "", "a contest without an id")
            continue
        if not _is_ours(body, contest):
            body.foreign[contest.native_id] = None
            body.reject(RejectReason.UNSUPPORTED_LEAGUE, contest.native_id)
            continue
        _note(body, contest, changed, decisive)
    for native_id, *_ in body.contents.unchanged.get(Kind.LISTINGS, ()):
        yield
        key = listing_key(body.headers.provider, body.league, native_id)
        record = body.changes.current(Kind.LISTINGS, key)
        if record is None:
            body.foreign[native_id] = None
        elif record.is_removed and _has_expired(body, key):
            body.expired[native_id] = None
        else:
            body.listed[key] = None
    if body.is_complete(Kind.LISTINGS):
        yield from _name_all(body, changed, decisive)
    return changed, decisive


def _has_expired(body: Body, key: str) -> bool:
    listing = body.changes.listing(key)
    return listing is not None and listing.removed is RemovalReason.EXPIRED


def _is_ours(body: Body, contest: Contest) -> bool:
    """Whether a contest is of this league, or is on a mixed board of its sport with two teams registered in this
    league.
    """
    if contest.league == body.league.value:
        return True
    if contest.league != body.league.traits.sport:
        return False
    return all(
        recognise(side, body.headers.provider, body.league).team_id is not None for side in (contest.home, contest.away)
    )


def _note(body: Body, contest: Contest, changed: dict[str, None], decisive: dict[str, None]) -> None:
    key = listing_key(body.headers.provider, body.league, contest.native_id)
    before = body.changes.listing(key)
    facts = {} if before is None else _facts(body, contest, before)
    if _is_expired(body, contest, before, facts):
        body.expired[contest.native_id] = None
        body.reject(RejectReason.GAME_EXPIRED, contest.native_id)
        return
    body.listed[key] = None
    if before is None:
        if contest.home.name is None and contest.away.name is None and contest.start_time is None:
            body.reject(RejectReason.UNKNOWN_EVENT, contest.native_id, "first seen without sides or start")
            return
        listing = _first(body, contest)
        body.changes.write_listing(key, listing)
        changed[key] = decisive[key] = None
        return
    if not body.is_complete(Kind.LISTINGS) and before.removed is not None:
        facts |= {"removed": None, "unnamed_since": None}
    _update(body, key, before, facts, changed, decisive)


def _facts(body: Body, contest: Contest, before: Listing) -> dict[str, Any]:
    if body.headers.fetched_at >= before.facts_fetched_at:
        return _newer_facts(body, contest, before)
    return _line_score_of_score(contest, before)


def _line_score_of_score(contest: Contest, before: Listing) -> dict[str, Any]:
    """Return the line score of an older body where it belongs to the known score and lacks none of its periods.

    Another target's body may have brought that score first, as a list of games does without periods. This target is not
    published again while its body stays, so nothing else would bring them.
    """
    known = (before.status, before.home.score, before.away.score)
    if contest.periods is None or (contest.status, contest.home.score, contest.away.score) != known:
        return {}
    return {"periods": contest.periods} if len(contest.periods) >= len(before.periods or ()) else {}


def _is_expired(body: Body, contest: Contest, before: Listing | None, facts: dict[str, Any]) -> bool:
    """Whether a contest that is not listed at present ended too long ago to be listed again.

    So a board that keeps old games lists none of them a second time. New facts that say that the game is not over, such
    as another start, list it again.
    """
    if before is None:
        return is_long_over(contest.start_time, body.changes.now, body.changes.state.spans)
    if before.removed is not RemovalReason.EXPIRED:
        return False
    return is_over(before.model_copy(update=facts), body.changes.now, body.changes.state.spans)


def _update(
    body: Body,
    key: str,
    before: Listing,
    facts: dict[str, Any],
    changed: dict[str, None],
    decisive: dict[str, None],
) -> None:
    different = {name: value for name, value in facts.items() if getattr(before, name) != value}
    if not different:
        return
    fetched_at = max(before.facts_fetched_at, body.headers.fetched_at)
    listing = before.model_copy(update={**different, "facts_fetched_at": fetched_at})
    body.changes.write_listing(key, listing)
    changed[key] = None
    has_turned = side_key(before.home) != side_key(listing.home)
    if has_turned or block_of(before) != block_of(listing) or any(name in different for name in _DECISIVE):
        decisive[key] = None


def _first(body: Body, contest: Contest) -> Listing:
    """Build the listing of a contest not seen before. Its game is assigned later."""
    home, away = _side(body, contest.home, None), _side(body, contest.away, None)
    own_id = ""
    return Listing(
        version=0,
        changed_at=body.headers.fetched_at,
        observed_at=contest.observed_at,
        provider=body.headers.provider,
        native_id=contest.native_id,
        league=body.league,
        own_id=own_id,
        event_id=own_id,
        method=MatchMethod.ALONE,
        confidence=Decimal(1),
        first_fetched_at=body.headers.fetched_at,
        first_start_time=contest.start_time,
        first_home=home.team_id,
        first_away=away.team_id,
        start_time=contest.start_time,
        start_time_confirmed=contest.start_time_confirmed,
        status=contest.status,
        ended_at=body.headers.fetched_at if contest.status in ENDED else None,
        home=home,
        away=away,
        sides_ordered=contest.sides_ordered,
        **{name: getattr(contest, name) for name in GameFacts.model_fields},
        also_ids=tuple(sorted(contest.also_ids)),
        target=body.headers.target,
        facts_fetched_at=body.headers.fetched_at,
        progress_fetched_at=None if contest.period is None else body.headers.fetched_at,
        score_fetched_at=None if home.score is None else body.headers.fetched_at,
        score_status=None if home.score is None else contest.status,
    )


def _newer_facts(body: Body, contest: Contest, before: Listing) -> dict[str, Any]:
    """Return the facts this contest reports. A fact it omits keeps its earlier value."""
    facts: dict[str, Any] = {
        "home": _side(body, contest.home, before.home),
        "away": _side(body, contest.away, before.away),
        "also_ids": tuple(sorted({*before.also_ids, *contest.also_ids})),
    }
    for name in ("status", *SINGLE_FACTS):
        if (value := getattr(contest, name)) is not None:
            facts[name] = value
    if contest.venue is not None:
        facts["venue"] = joined_venue(contest.venue, before.venue)
    for name in ("observed_at", "start_time"):
        if (time := in_utc(getattr(contest, name))) is not None:
            facts[name] = time
    if contest.start_time is not None:
        facts["start_time_confirmed"] = contest.start_time_confirmed
    if contest.is_named:
        facts["sides_ordered"] = contest.sides_ordered
    if contest.status is not None:
        facts["ended_at"] = _ended_at(body, contest, before)
        if contest.status is EventStatus.SCHEDULED:
            facts["home"] = facts["home"].model_copy(update={"score": contest.home.score})
            facts["away"] = facts["away"].model_copy(update={"score": contest.away.score})
            facts |= dict.fromkeys(("periods", "regulation"))
    facts |= progress_of(contest, before) | _status_of_score(contest, before)
    return facts | _times(body, facts, before)


def _status_of_score(contest: Contest, before: Listing) -> dict[str, Any]:
    if contest.home.score is None or contest.away.score is None:
        return {}
    return {"score_status": contest.status or before.status}


def _times(body: Body, facts: dict[str, Any], before: Listing) -> dict[str, Any]:
    """Return since when the progress and the score have been what they are, where these facts change them."""
    times: dict[str, Any] = {}
    if any(facts[name] != getattr(before, name) for name in PROGRESS if name in facts):
        times["progress_fetched_at"] = body.headers.fetched_at
    if (facts["home"].score, facts["away"].score) != (before.home.score, before.away.score):
        times["score_fetched_at"] = body.headers.fetched_at
    return times


def _ended_at(body: Body, contest: Contest, before: Listing) -> datetime | None:
    if contest.status not in ENDED:
        return None
    return before.ended_at if before.status in ENDED else body.headers.fetched_at


def _side(body: Body, side: Side, before: ListingSide | None) -> ListingSide:
    """Return the side as now known. Another spelling of a team already recognised changes nothing."""
    team_id = recognise(side, body.headers.provider, body.league).team_id
    score = side.score if side.score is not None or before is None else before.score
    if before is not None and before.name is not None and _says_no_more(side, team_id, before):
        return before.model_copy(update={"score": score})
    return ListingSide(
        team_id=team_id, name=side.name, native_id=side.native_id, abbreviation=side.abbreviation, score=score
    )


def _says_no_more(side: Side, team_id: str | None, before: ListingSide) -> bool:
    if side.name is None:
        return True
    if before.team_id is not None:
        return team_id == before.team_id or (side.native_id is not None and side.native_id == before.native_id)
    return team_id is None and side.name == before.name


def _name_all(body: Body, changed: dict[str, None], decisive: dict[str, None]) -> Steps[None]:
    """For a complete list of a target: adds the target to the listings in it and drops it from all others."""
    target = body.headers.target
    for key in body.listed:
        if body.changes.stands_listed(key):
            continue
        yield
        listing = body.changes.listing(key)
        if listing is None or (target in listing.named_by and listing.unnamed_since is None and not listing.removed):
            continue
        named_by = tuple(sorted({*listing.named_by, target}))
        naming: dict[str, Any] = {"named_by": named_by, "unnamed_since": None, "removed": None}
        _update(body, key, listing, naming, changed, decisive)
    for key in sorted(key for key in body.changes.state.listed_by(target) if key not in body.listed):
        yield
        listing = body.changes.listing(key)
        if listing is None or listing.removed is RemovalReason.EXPIRED:
            continue
        named_by = tuple(name for name in listing.named_by if name != target)
        leaving: dict[str, Any] = {"named_by": named_by}
        if not named_by:
            leaving["unnamed_since"] = body.headers.fetched_at
        _update(body, key, listing, leaving, changed, decisive)
