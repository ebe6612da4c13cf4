"""Recognises the registered team of a contest's side: by native id, exact name, alias, abbreviation, then
similarity.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz

from a1_identity.names import DESIGNATORS, short_keys, team_key, words_of
from a1_identity.registered_teams import Team
from a1_identity.team_registry import TeamRegistry, registry_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod

ACCEPTED_SCORE = Decimal("0.92")
ACCEPTED_MARGIN = Decimal("0.10")
_SAME_WORD = 88
_CODE_SCORE = Decimal("0.95")
_LONGEST_CODE = 5
_MOVED_SCORE = Decimal("0.93")
_SHORTEST = 5
"""Shorter texts are codes, and codes are not compared by similarity: LAS is the Los Angeles Sparks, not Las Vegas."""

_DISCRIMINATING_TEXT = (
    "state tech a&m saint north south east west northern southern eastern western northeastern "
    "northwestern southeastern southwestern central upper city united international christian baptist "
    "poly valley coast women w womens ii iii b u18 u19 u20 u21 u23 fl oh pa ny md ca tx nc sc il la los "
    "new york chicago reserves academy "
)
DISCRIMINATING = frozenset(_DISCRIMINATING_TEXT.split())
"""Words that distinguish teams with otherwise similar names. Both names must contain such a word, or neither."""


class NamedSide(Protocol):
    """One side of a contest as the provider names it. `name` is None if it is to be determined."""

    @property
    def name(self) -> str | None:
        """The main spelling."""
        ...

    @property
    def native_id(self) -> str | None:
        """The provider's id of the team."""
        ...

    @property
    def abbreviation(self) -> str | None:
        """The provider's short form."""
        ...

    @property
    def also_named(self) -> tuple[str, ...]:
        """Other spellings."""
        ...


class Recognition(NamedTuple):
    """The recognised team or None, the method, and a score between 0 and 1."""

    team_id: str | None
    method: MatchMethod
    score: Decimal


UNKNOWN = Recognition(None, MatchMethod.ALONE, Decimal(0))


def recognise(side: NamedSide, provider: Provider, league: League) -> Recognition:
    """Return the registered team of this league that the side refers to. If in doubt, returns `UNKNOWN`."""
    return recognise_in(registry_of(league), side, provider)


def recognise_in(registry: TeamRegistry, side: NamedSide, provider: Provider) -> Recognition:
    """Like `recognise`, with an explicit registry. Results are cached."""
    return _recognise(registry, provider, side.native_id, side.name, side.abbreviation, side.also_named)


@lru_cache(maxsize=8_192)
def _recognise(
    registry: TeamRegistry,
    provider: Provider,
    native_id: str | None,
    name: str | None,
    abbreviation: str | None,
    also_named: tuple[str, ...],
) -> Recognition:
    named = _by_name(registry, name, also_named, abbreviation)
    known = _by_native_id(registry, provider, native_id)
    if known is None:
        return named
    if named.team_id not in (None, known.team_id) and named.method in (MatchMethod.EXACT, MatchMethod.ALIAS):
        return named if _is_code_of(registry, named.team_id, abbreviation) else UNKNOWN
    return Recognition(known.team_id, MatchMethod.NATIVE_ID, Decimal(1))


def _is_code_of(registry: TeamRegistry, team_id: str | None, abbreviation: str | None) -> bool:
    team = registry.by_abbreviation.get((abbreviation or "").casefold())
    return team is not None and team.team_id == team_id


def _by_native_id(registry: TeamRegistry, provider: Provider, native_id: str | None) -> Team | None:
    if native_id is None:
        return None
    if provider is Provider.SPORTRADAR and native_id.startswith("sr:"):
        native_id = f"sr:{native_id.rpartition(':')[2]}"
    return registry.by_native_id.get((provider, native_id))


def _by_name(
    registry: TeamRegistry, name: str | None, also_named: tuple[str, ...], abbreviation: str | None
) -> Recognition:
    if name is None:
        return UNKNOWN
    key = team_key(name)
    if (team := registry.by_name.get(key)) is not None:
        return Recognition(team.team_id, MatchMethod.EXACT, Decimal(1))
    team = _by_alias(registry, name, also_named)
    if team is not None:
        return Recognition(team.team_id, MatchMethod.ALIAS, Decimal(1))
    code = name.strip().casefold()
    if len(code) <= _LONGEST_CODE and (team := registry.by_abbreviation.get(code)) is not None:
        return Recognition(team.team_id, MatchMethod.ALIAS, _CODE_SCORE)
    return _by_likeness(registry, name, abbreviation)


def _by_alias(registry: TeamRegistry, name: str, also_named: tuple[str, ...]) -> Team | None:
    """Return the team with this alias, with a short form of the name, or with one of the other spellings."""
    key = team_key(name)
    found = [
        registry.by_alias.get(key),
        registry.by_alias.get(key.replace(" ", "")),
        *(registry.by_name.get(shortened) for shortened in short_keys(name)[1:]),
        *(registry.by_name.get(team_key(spelling)) for spelling in also_named),
    ]
    return next((team for team in found if team is not None), None)


def _by_likeness(registry: TeamRegistry, name: str, abbreviation: str | None) -> Recognition:
    """Return the team whose names are most similar, if it leads clearly.

    The abbreviation cannot break a tie, but can rule a team out.
    """
    words = words_of(name)
    if len(team_key(name)) < _SHORTEST:
        return UNKNOWN
    ranked = sorted(
        ((_likeness(words, team), team.team_id) for team in registry.teams.values()),
        key=lambda pair: (-pair[0], pair[1]),
    )
    best, team_id = ranked[0] if ranked else (Decimal(0), "")
    runner_up = ranked[1][0] if len(ranked) > 1 else Decimal(0)
    if best < ACCEPTED_SCORE or best - runner_up < ACCEPTED_MARGIN:
        return _by_nickname(registry, words) if best == 0 else UNKNOWN
    other = registry.by_abbreviation.get((abbreviation or "").casefold())
    if other is not None and other.team_id != team_id:
        return UNKNOWN
    return Recognition(team_id, MatchMethod.SCORED, best)


def _by_nickname(registry: TeamRegistry, words: tuple[str, ...]) -> Recognition:
    """Return a team that moved: its nickname is unique, and its old city has no team in the league (`Oakland
    Raiders`).
    """
    holders = [team for team in registry.teams.values() if words_of(team.name)[-1] == words[-1]]
    elsewhere = {word for team in registry.teams.values() for word in words_of(team.name)}
    is_telling = registry.keeps_nicknames and len(holders) == 1 and words[-1] not in DISCRIMINATING
    if not is_telling or len(words) < 2 or elsewhere.intersection(words[:-1]):
        return UNKNOWN
    return Recognition(holders[0].team_id, MatchMethod.SCORED, _MOVED_SCORE)


def _likeness(words: tuple[str, ...], team: Team) -> Decimal:
    vocabulary = _vocabulary(team)
    own = _without_designators(words)
    found = [_known_word(word, vocabulary) for word in own]
    known = tuple(word for word in found if word is not None)
    if len(known) < len(own):
        return Decimal(0)
    text = " ".join(known)
    discriminating = DISCRIMINATING.intersection(known)
    is_whole = len(own) < len(words)
    scores = [
        fuzz.token_sort_ratio(text, spelling) if is_whole else fuzz.token_set_ratio(text, spelling)
        for spelling in _spellings(team)
        if DISCRIMINATING.intersection(spelling.split()) == discriminating
    ]
    return (Decimal(str(max(scores, default=0))) / 100).quantize(Decimal("0.01"))


def _known_word(word: str, vocabulary: tuple[str, ...]) -> str | None:
    """Return the team's own word that this word spells or begins."""
    if word in vocabulary:
        return word
    if word in DISCRIMINATING or len(word) < 4:
        return None
    others = [known for known in vocabulary if known not in DISCRIMINATING]
    alike = [known for known in others if len(word) > 4 and fuzz.ratio(word, known) >= _SAME_WORD]
    found = alike or [known for known in others if known.startswith(word)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _vocabulary_of(spellings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({word for spelling in spellings for word in spelling.split()}))


def _vocabulary(team: Team) -> tuple[str, ...]:
    return _vocabulary_of(_spellings(team))


@lru_cache(maxsize=4096)
def _keys_of(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(_without_designators(words_of(name))) for name in names))


def _without_designators(words: tuple[str, ...]) -> tuple[str, ...]:
    """Drop club designators: `Inter Miami CF` becomes `inter miami`. They distinguish no two teams."""
    rest = tuple(word for word in words if word not in DESIGNATORS)
    return rest or words


def _spellings(team: Team) -> tuple[str, ...]:
    return _keys_of((team.name, *team.aliases))


def teams_of(league: League) -> Iterator[Team]:
    """Iterate over every registered team of a league."""
    yield from registry_of(league).teams.values()


def side_of_game(
    side: NamedSide, provider: Provider, league: League, team_ids: tuple[str | None, str | None]
) -> str | None:
    """Return the id of the game's team that this side is, or None.

    With only two candidates, an abbreviation that one of them has is enough.
    """
    recognised = recognise(side, provider, league).team_id
    if recognised is not None:
        return recognised if recognised in team_ids else None
    texts = [text for text in (side.abbreviation, side.name, *side.also_named) if text]
    found = [team_id for team_id in team_ids if team_id is not None and _goes_by(team_id, league, texts)]
    return found[0] if len(found) == 1 else None


def _goes_by(team_id: str, league: League, texts: list[str]) -> bool:
    team = registry_of(league).teams.get(team_id)
    if team is None:
        return False
    abbreviations = [short.casefold() for short in team.abbreviations]
    return any(text.casefold() in abbreviations or team_key(text) in _spellings(team) for text in texts)
