"""Builds `libs/identity/src/a1_identity/registry/<league>.json` from tables of facts.

    python tools/evaluation/scripts/build_team_registries.py TABLES_DIR

`reviewed_teams.json` has the last word. The result is committed and reviewed as data. It depends on the tables alone,
so a second run changes nothing.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from a1_identity.names import team_key
from a1_schemas.leagues import League

HERE = Path(__file__).parent
REGISTRY = HERE.parents[2] / "libs/identity/src/a1_identity/registry"
COLLEGE = (League.NCAAM, League.NCAAF)


@dataclass
class Draft:
    """A team while it is put together."""

    team_id: str
    name: str
    abbreviations: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    native_ids: dict[str, list[str]] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The team as the registry writes it."""
        own = team_key(self.name)
        aliases = {team_key(alias): alias for alias in reversed(self.aliases) if team_key(alias) not in ("", own)}
        return {
            "team_id": self.team_id,
            "name": self.name,
            "abbreviation": self.abbreviations[0] if self.abbreviations else None,
            "abbreviations": list(dict.fromkeys(self.abbreviations)),
            "aliases": sorted(aliases.values()),
            "native_ids": {provider: sorted(set(ids)) for provider, ids in sorted(self.native_ids.items()) if ids},
        }


class Tables:
    """The tables of facts."""

    def __init__(self, folder: Path) -> None:
        self.espn = _rows(folder / "espn_teams.csv")
        self.sportradar = _rows(folder / "sportradar_us_teams.csv")
        self.joined = _rows(folder / "espn_sportradar_joined.csv")
        self.competitors = _rows(folder / "sportradar_competitors_seen.csv")
        self.moves = _rows(folder / "sportradar_team_id_changes_seen.csv")
        self.mappings = json.loads((folder / "sportradar_us_team_mappings_2018-12-31.json").read_text())[
            "team_mappings"
        ]
        self.aliases = {
            League.NCAAM: json.loads((folder / "ncaam_team_aliases.json").read_text()),
            League.NCAAF: json.loads((folder / "ncaaf_team_aliases.json").read_text()),
        }
        self.odds_names = [row["name"] for row in _rows(folder / "odds_api_ncaaf_names_2026-08.csv")]


def main(folder: Path) -> None:
    tables = Tables(folder)
    reviewed = json.loads((HERE / "reviewed_teams.json").read_text())
    for league in League:
        drafts = _from_espn(tables, league, reviewed.get(league, {}))
        _apply_review(drafts, reviewed.get(league, {}))
        _add_sportradar(tables, league, drafts)
        _add_competitors(tables, league, drafts)
        _add_aliases(tables, league, drafts)
        teams = [draft.document() for draft in sorted(drafts.values(), key=lambda draft: draft.team_id)]
        _drop_shared_aliases(teams)
        (REGISTRY / f"{league}.json").write_text(json.dumps(teams, ensure_ascii=False, indent=1) + "\n")
        known = sum("sportradar" in team["native_ids"] for team in teams)
        print(f"{league}: {len(teams)} teams, {known} with Sportradar's id")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _from_espn(tables: Tables, league: League, review: dict[str, Any]) -> dict[str, Draft]:
    drafts: dict[str, Draft] = {}
    for row in tables.espn:
        dropped = review.get("drop", [])
        if row["league"] != league.upper() or row["abbreviation"] in dropped or row["display_name"] in dropped:
            continue
        if league is League.NCAAF and not _is_division_one(tables, row):
            continue
        slug = team_key(row["display_name"]).replace("&", "").replace(" ", "-")
        draft = Draft(f"{league}-{slug}", row["display_name"], [row["abbreviation"]])
        draft.aliases += [f"{row['location']} {row['name']}", row["short_display_name"], row["location"]]
        if league in COLLEGE or row["nickname"] not in (row["name"], row["location"]):
            draft.aliases.append(row["nickname"])
        if league not in COLLEGE:
            draft.aliases.append(row["name"])
        draft.native_ids["espn"] = [row["espn_id"]]
        drafts[row["espn_id"]] = draft
    return drafts


def _is_division_one(tables: Tables, row: dict[str, str]) -> bool:
    """FBS or FCS: Sportradar's or The Odds API's list has it, or its school plays Division I basketball."""
    key, place = team_key(row["display_name"]), team_key(row["location"])
    if key in {team_key(name) for name in tables.odds_names}:
        return True
    if any(found["league"] == "NCAAF" and found["espn_id"] == row["espn_id"] for found in tables.joined):
        return True
    return any(other["league"] == "NCAAM" and team_key(other["display_name"]) == key for other in tables.espn) or (
        any(other["league"] == "NCAAM" and team_key(other["location"]) == place for other in tables.espn)
    )


def _add_sportradar(tables: Tables, league: League, drafts: dict[str, Draft]) -> None:
    by_uuid = {row["uuid"]: row for row in tables.sportradar if row["league"] == league.upper()}
    partners = {
        row["sportradar_uuid"]: row["espn_id"]
        for row in tables.joined
        if row["league"] == league.upper() and row["sportradar_uuid"] and row["espn_id"]
    }
    moved = {row["old_uuid"]: row["new_uuid"] for row in tables.moves}
    spellings = _spellings(tables, league, drafts)
    for uuid, row in by_uuid.items():
        full = f"{row['market']} {row['name']}"
        espn_id = partners.get(uuid) or partners.get(moved.get(uuid, "")) or spellings.get(team_key(full))
        draft = drafts.get(espn_id or "")
        if draft is None:
            continue
        ids = draft.native_ids.setdefault("sportradar", [])
        ids += [uuid, *([moved[uuid]] if uuid in moved else [])]
        ids += [f"sr:{number.rpartition(':')[2]}" for number in row["sr_competitor"].split()]
        draft.abbreviations.append(row["alias"])
        draft.aliases += [full] if league not in COLLEGE else [full, row["market"]]


def _spellings(tables: Tables, league: League, drafts: dict[str, Draft]) -> dict[str, str]:
    """ESPN's id by every spelling of a full name that the alias tables join."""
    found = {team_key(name): draft_id for draft_id, draft in drafts.items() for name in (*draft.aliases, draft.name)}
    aliases = tables.aliases.get(league, {})
    ids_of = {target: found[team_key(alias)] for alias, target in aliases.items() if team_key(alias) in found}
    for alias, target in aliases.items():
        if target in ids_of:
            found.setdefault(team_key(alias), ids_of[target])
    return found


def _add_competitors(tables: Tables, league: League, drafts: dict[str, Draft]) -> None:
    """Soccer competitors as Sportradar spells them; their UUIDs through the mapping feed."""
    if league is not League.EPL:
        return
    by_key = {_club(spelling): draft for draft in drafts.values() for spelling in (draft.name, *draft.aliases)}
    for row in tables.competitors:
        draft = by_key.get(_club(row["name"]))
        if draft is None or row["country_code"] != "ENG":
            continue
        ids = draft.native_ids.setdefault("sportradar", [])
        ids.append(f"sr:{row['sr_competitor'].rpartition(':')[2]}")
        ids += [pair["us_id"] for pair in tables.mappings if pair["id"] == row["sr_competitor"]]
        draft.abbreviations.append(row["abbreviation"])
        draft.aliases.append(row["name"])


def _club(name: str) -> str:
    return " ".join(word for word in team_key(name).split() if word not in ("fc", "afc", "cf", "sc"))


def _add_aliases(tables: Tables, league: League, drafts: dict[str, Draft]) -> None:
    """Aliases of the same target as a team's full name; for soccer clubs the name without its designator."""
    if league in (League.EPL, League.MLS):
        for draft in drafts.values():
            draft.aliases += [_club(draft.name), f"{_club(draft.name)} fc"]
        return
    aliases = tables.aliases.get(league, {})
    targets = {team_key(alias): target for alias, target in aliases.items()}
    spelled: dict[str, list[str]] = {}
    for alias, target in aliases.items():
        spelled.setdefault(target, []).append(alias)
    others = {team_key(row["display_name"]) for row in tables.espn if row["league"] == league.upper()}
    for draft in drafts.values():
        target = targets.get(team_key(draft.name))
        if target is not None:
            draft.aliases += [alias for alias in spelled[target] if team_key(alias) not in others]


def _apply_review(drafts: dict[str, Draft], review: dict[str, Any]) -> None:
    by_id = {draft.team_id: draft for draft in drafts.values()}
    for change in review.get("teams", []):
        draft = by_id.get(change["team_id"])
        if draft is None:
            draft = drafts[change["team_id"]] = Draft(change["team_id"], change["name"])
        if "name" in change:
            draft.name = change["name"]
        draft.abbreviations += change.get("abbreviations", [])
        draft.aliases += change.get("aliases", [])
        draft.aliases = [
            alias for alias in draft.aliases if team_key(alias) not in map(team_key, change.get("not", []))
        ]
        for provider, ids in change.get("native_ids", {}).items():
            draft.native_ids.setdefault(provider, []).extend(ids)


def _drop_shared_aliases(teams: Iterable[dict[str, Any]]) -> None:
    """An alias that two teams have, or that is another's name or code, names neither."""
    teams = list(teams)
    counts = Counter(key for team in teams for key in _keys_of(team))
    for team in teams:
        team["aliases"] = [alias for alias in team["aliases"] if counts[team_key(alias)] == 1]


def _keys_of(team: dict[str, Any]) -> set[str]:
    return {team_key(spelling) for spelling in (team["name"], *team["aliases"], *team["abbreviations"])}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
