"""Builds `corpus.jsonl`: labelled pairs of listings, by rule, from tables that join spellings without our code.

    python benchmarks/identity/build_corpus.py TABLES_DIR

True pairs: one game in the spellings of two sources, the start shifted by minutes, outside baseball by up to eight
hours, now and then with the sides flipped. Hard negatives: a side replaced by its nearest twin of the league, or by
another side of its club; the same pair on another day; the other game of a doubleheader. The label follows from the
tables and the rule, never from the resolver.
"""

import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

HERE = Path(__file__).parent
LEAGUES = ("nba", "wnba", "nfl", "mlb", "nhl", "epl", "mls", "ncaam", "ncaaf")
ROUNDS = {"ncaam": 3, "ncaaf": 4}
FIRST_DAY = datetime(2026, 1, 3, 18, tzinfo=UTC)
SHIFTS_IN_BASEBALL = (0, 0, 0, 1, 5, 10, 12, 40, -10, 90)
SHIFTS = (*SHIFTS_IN_BASEBALL, -120, 180, 300, -480, 480)
"""Minutes between what two sources say of one start."""
HOURS_LATER = {"mlb": (18, 24, 48, 168)}
"""Hours after which the same pair plays another game, or the one that was put off."""
ANY_HOURS_LATER = (24, 48, 168, 336)
OTHER_SIDES = {"ncaam": (" Women", " (W)"), "epl": (" Women", " U21", " U18"), "mls": (" II", " Women")}
"""What the name of a club's other side adds."""


class Named(NamedTuple):
    """A team as each source spells it; the first spelling is ESPN's."""

    spellings: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return self.spellings[0][1]


def main(folder: Path) -> None:
    chance = random.Random(20261125)
    by_hand = json.loads((HERE / "spellings.json").read_text())
    rows: list[dict[str, object]] = []
    for league in LEAGUES:
        teams = _teams(folder, league, by_hand.get(league, {}))
        rows += _true_pairs(league, teams, chance)
        rows += _negatives(league, teams, chance)
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    (HERE / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(sum(bool(row["same"]) for row in rows), "true pairs,", sum(not row["same"] for row in rows), "hard negatives")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _teams(folder: Path, league: str, by_hand: dict[str, list[str]]) -> list[Named]:
    """Teams with at least two spellings; joined by id, by alias table, or by hand."""
    joined = {
        row["espn_id"]: row["sportradar_full_name"]
        for row in _rows(folder / "espn_sportradar_joined.csv")
        if row["league"] == league.upper() and row["sportradar_full_name"]
    }
    others = _odds_spellings(folder, league)
    teams: list[Named] = []
    for row in _rows(folder / "espn_teams.csv"):
        if row["league"] != league.upper():
            continue
        name = row["display_name"]
        spellings = [("espn", name)]
        if row["espn_id"] in joined:
            spellings.append(("sportradar", joined[row["espn_id"]]))
        spellings += [("odds", spelling) for spelling in others.get(name, ()) if spelling != name]
        spellings += [("odds", spelling) for spelling in by_hand.get(name, ())]
        if len(spellings) > 1 or league in ("wnba", "mls", "epl"):
            teams.append(Named(tuple(spellings)))
    return teams


def _odds_spellings(folder: Path, league: str) -> dict[str, list[str]]:
    """Other sites' full names by ESPN's, as the alias tables join them."""
    if league == "ncaaf":
        table = json.loads((folder / "ncaaf_team_aliases.json").read_text())
        names = [row["name"] for row in _rows(folder / "odds_api_ncaaf_names_2026-08.csv")]
        keyed = {name: table.get(name.lower()) for name in names}
        espn = {row["display_name"]: table.get(row["display_name"].lower()) for row in _espn(folder, league)}
        once = Counter(espn.values())
        return {
            own: [name for name, key in keyed.items() if key and key == target and once[target] == 1]
            for own, target in espn.items()
        }
    if league == "ncaam":
        table = json.loads((folder / "ncaam_team_aliases.json").read_text())
        espn = {row["display_name"]: table.get(row["display_name"]) for row in _espn(folder, league)}
        full = {alias: key for alias, key in table.items() if len(alias.split()) > 1}
        return {
            own: sorted(alias for alias, key in full.items() if key == target and alias.split()[-1] == own.split()[-1])
            for own, target in espn.items()
            if target
        }
    return {}


def _espn(folder: Path, league: str) -> list[dict[str, str]]:
    return [row for row in _rows(folder / "espn_teams.csv") if row["league"] == league.upper()]


def _true_pairs(league: str, teams: list[Named], chance: random.Random) -> Iterator[dict[str, object]]:
    for number in range(ROUNDS.get(league, 14)):
        order = chance.sample(teams, len(teams))
        for home, away in zip(order[::2], order[1::2], strict=False):
            start = FIRST_DAY + timedelta(days=number, minutes=30 * chance.randrange(20))
            shift = timedelta(minutes=chance.choice(SHIFTS_IN_BASEBALL if league == "mlb" else SHIFTS))
            one = _listing(league, home, away, start, "espn", chance)
            other = _listing(league, home, away, start + shift, None, chance)
            if chance.randrange(12) == 0:
                other["home"], other["away"] = other["away"], other["home"]
            yield {"a": one, "b": other, "same": True}


def _negatives(league: str, teams: list[Named], chance: random.Random) -> Iterator[dict[str, object]]:
    by_name = {team.name: team for team in teams}
    for number in range(ROUNDS.get(league, 14)):
        order = chance.sample(teams, len(teams))
        for home, away in zip(order[::2], order[1::2], strict=False):
            start = FIRST_DAY + timedelta(days=number, minutes=30 * chance.randrange(20))
            one = _listing(league, home, away, start, "espn", chance)
            for twin in _twins(home, by_name)[:2]:
                if twin.name != away.name:
                    yield {"a": one, "b": _listing(league, twin, away, start, None, chance), "same": False}
            later = start + timedelta(hours=chance.choice(HOURS_LATER.get(league, ANY_HOURS_LATER)))
            yield {"a": one, "b": _listing(league, home, away, later, None, chance), "same": False}
            for added in OTHER_SIDES.get(league, ())[: 1 + number % 2]:
                other = _listing(league, home, away, start, None, chance)
                yield {"a": one, "b": {**other, "home": f"{other['home']}{added}"}, "same": False}
            if league == "mlb":
                second = start + timedelta(minutes=chance.choice((120, 180, 210, 240, 390)))
                yield {"a": one, "b": _listing(league, home, away, second, None, chance), "same": False}


def _twins(team: Named, by_name: dict[str, Named]) -> list[Named]:
    """The teams of the league whose names are nearest."""
    found = process.extract(team.name, by_name.keys(), scorer=fuzz.token_set_ratio, limit=3)
    return [by_name[name] for name, _, _ in found if name != team.name]


def _listing(
    league: str, home: Named, away: Named, start: datetime, provider: str | None, chance: random.Random
) -> dict[str, object]:
    """One source's listing; each side in a spelling of that source, or in the common one."""
    chosen = provider or chance.choice(("sportradar", "odds"))
    return {
        "provider": chosen,
        "league": league,
        "home": _spelling(home, chosen, chance),
        "away": _spelling(away, chosen, chance),
        "start_time": start.isoformat().replace("+00:00", "Z"),
    }


def _spelling(team: Named, provider: str, chance: random.Random) -> str:
    own = [spelling for source, spelling in team.spellings if source == provider]
    return chance.choice((*own, team.name)) if own else team.name


if __name__ == "__main__":
    main(Path(sys.argv[1]))
