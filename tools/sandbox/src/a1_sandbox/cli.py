"""Options, content and server of the program."""

import sys
import time
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from a1_sandbox.app import create_app
from a1_sandbox.clock import PausableClock, system_now
from a1_sandbox.recordings.library import RecordingLibrary
from a1_sandbox.recordings.manifest import ManifestError
from a1_sandbox.whole_truth import whole_truth
from a1_sandbox.world.fixtures import until_beginning
from a1_sandbox.world.world import World

_RECORDINGS = "recordings:"
_WORLD = "world"


def run() -> None:
    """Read the options and serve until SIGINT or SIGTERM."""
    typer.run(serve)


def serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes any free one.")] = 8900,
    mode: Annotated[str, typer.Option(help="`world`, or `recordings:DIR` with its manifest.jsonl files.")] = "world",
    seed: Annotated[int, typer.Option(help="Of the world: the same seed gives the same world.")] = 1,
    speed: Annotated[
        float,
        typer.Option(help="How many times faster than real ones games are played; from 60 on they begin together."),
    ] = 12,
    changes: Annotated[
        float, typer.Option(min=0, help="Prices that move each second, evenly over books and games.")
    ] = 0,
) -> None:
    """Stand in for Sportradar, The Odds API, PrizePicks and ESPN over HTTP."""
    if mode.startswith(_RECORDINGS):
        library = _library(Path(mode.removeprefix(_RECORDINGS)))
        app = create_app(library, None, PausableClock(system_now()), time.monotonic)
    elif mode == _WORLD:
        _wait_for_the_beginning(speed)
        clock = PausableClock(system_now())
        world = World(seed, clock, speed, changes)
        app = create_app(world, partial(whole_truth, world), clock, time.monotonic)
    else:
        raise typer.BadParameter(f"{mode!r} is neither `{_WORLD}` nor `{_RECORDINGS}DIR`")
    uvicorn.run(
        app, host="127.0.0.1", port=port, loop="uvloop", http="httptools", log_level="warning", date_header=False
    )


def _wait_for_the_beginning(speed: float) -> None:
    """Sleep until a world of this speed may begin, for less than a minute."""
    wait = until_beginning(system_now(), speed).total_seconds()
    if wait:
        sys.stderr.write(f"sandbox: games start on whole minutes, so this world begins in {wait:.0f} s\n")
        time.sleep(wait)


def _library(folder: Path) -> RecordingLibrary:
    try:
        return RecordingLibrary(folder)
    except ManifestError as fault:
        sys.stderr.write(f"sandbox: {fault}\n")
        raise typer.Exit(78) from fault
