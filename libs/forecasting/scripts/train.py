"""Fits the published models to the history files of a folder and writes their artefacts. `make train` runs it."""

import argparse
import sys
from pathlib import Path

from a1_forecasting.artefacts import artefact
from a1_forecasting.results import Games, league_of, read_games
from a1_forecasting.training import train_elo
from a1_schemas.leagues import League

TARGET = Path(__file__).parents[1] / "src" / "a1_forecasting" / "artefacts" / "elo.json"


def main() -> int:
    """Write the artefact and print its hash. Returns 1 where the folder has no history file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds epl.csv, mls.csv …")
    folder: Path = parser.parse_args().folder
    paths = [path for path in sorted(folder.glob("*.csv")) if league_of(path) is not None]
    histories: dict[League, Games] = {}
    for path in paths:
        sys.stderr.write(f"· {path.name}\n")
        games = read_games(path)
        if isinstance(games, Games):
            histories[games.league] = games
    if not histories:
        sys.stderr.write(f"no history file in {folder}: docs/history-format.md\n")
        return 1
    files = {path.name: artefact.sha256_of(path.read_bytes()) for path in paths}
    content = artefact.to_bytes(train_elo(histories, files))
    TARGET.write_bytes(content)
    print(artefact.sha256_of(content), TARGET.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
