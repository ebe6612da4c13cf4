"""`a1 up`: the whole pipeline on this machine, until Ctrl-C or for a time."""

import asyncio
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from a1_cli.stack.addresses import choose_addresses
from a1_cli.stack.display import LiveDisplay, PlainDisplay
from a1_cli.stack.log import LEVELS, StackLog
from a1_cli.stack.ports import is_free
from a1_cli.stack.runfile import run_folder
from a1_cli.stack.specs import BROKERS
from a1_cli.stack.stack import StackConfig, open_stack
from a1_cli.stack.supervisor import StackError
from a1_cli.stack.tables import flow_table

_FIRST_SUMMARY = 60.0


def up(
    for_: Annotated[
        float | None, typer.Option("--for", help="Seconds to run once all are ready; else until Ctrl-C.")
    ] = None,
    port: Annotated[int, typer.Option(help="The gateway's port; everything else takes a free one.")] = 8000,
    seed: Annotated[int, typer.Option(help="The seed of the sandbox's world.")] = 1,
    sandbox: Annotated[
        str, typer.Option(help="`world`, `recordings:DIR`, or `off`: ask the real providers with the keys in .env.")
    ] = "world",
    broker: Annotated[str, typer.Option(help="`embedded`, or `kafka`: Apache Kafka as in infra/kafka.")] = "embedded",
    changes: Annotated[
        float, typer.Option(min=0, help="Prices of the sandbox's world that move each second, evenly, beside its own.")
    ] = 0,
    speed: Annotated[
        float, typer.Option(min=1, help="The clock of the world's games: how many times as fast as real ones.")
    ] = 12,
    gateways: Annotated[int, typer.Option(min=1, help="Gateways, from --port on at the next free ports.")] = 1,
    streams: Annotated[
        int, typer.Option(min=1, help="Streams, each at the next two free ports: HTTP, WebSockets.")
    ] = 1,
    normalizers: Annotated[int, typer.Option(min=1, help="Normalizers, which share the leagues.")] = 1,
    log_level: Annotated[str, typer.Option(help="The lowest level shown; the files in .run keep all.")] = "info",
) -> None:
    """Run broker, Redis, PostgreSQL, the sandbox and all nine services, with a combined log and a table of counts.

    `./a1 status --json` has the address of every process.
    """
    if log_level not in LEVELS:
        raise typer.BadParameter(f"one of {', '.join(LEVELS)}", param_hint="--log-level")
    sandbox = _check(port, sandbox, broker)
    if changes and sandbox != "world":
        raise typer.BadParameter("only the world's prices can be moved", param_hint="--changes")
    addresses = choose_addresses(port, normalizers=normalizers, gateways=gateways, streams=streams)
    config = StackConfig(addresses, sandbox, seed, broker, run_folder(port), speed, changes)
    console = Console(stderr=True)
    log = StackLog(config.folder, level=log_level, colour=console.is_terminal)
    try:
        deaths = asyncio.run(_run(config, log, for_))
    except StackError as error:
        log.note(f"stopped: {error}")
        raise typer.Exit(1) from error
    finally:
        log.close()
    for death in deaths:
        typer.echo(f"died by itself: {death}")
    raise typer.Exit(1 if deaths else 0)


def _check(port: int, sandbox: str, broker: str) -> str:
    """Raise BadParameter for what cannot be meant. Returns the sandbox's mode with a whole path."""
    if broker not in BROKERS:
        raise typer.BadParameter(f"one of {', '.join(BROKERS)}", param_hint="--broker")
    kind, _, folder = sandbox.partition(":")
    if kind not in {"world", "recordings", "off"} or (kind == "recordings") != bool(folder):
        raise typer.BadParameter("world, recordings:DIR or off", param_hint="--sandbox")
    if kind == "recordings":
        if not list(Path(folder).rglob("manifest.jsonl")):
            raise typer.BadParameter(f"no manifest.jsonl below {folder!r}", param_hint="--sandbox")
        sandbox = f"recordings:{Path(folder).resolve()}"
    if not is_free(port):
        raise typer.BadParameter(
            f"port {port} is taken; choose another, such as --port {port + 1}", param_hint="--port"
        )
    return sandbox


async def _run(config: StackConfig, log: StackLog, seconds: float | None) -> list[str]:
    """Run until the time is over or a signal arrives. Returns a line for each process that died by itself."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    log.note(f"starting: the log of each process is in {config.folder}")
    running = asyncio.create_task(_run_stack(config, log, seconds, stopping))
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if not running.done():
        running.cancel()
        log.note("stopping")
    stopped.cancel()
    with suppress(asyncio.CancelledError):
        return await running
    return []


async def _run_stack(config: StackConfig, log: StackLog, seconds: float | None, stopping: asyncio.Event) -> list[str]:
    console = Console(width=None if sys.stdout.isatty() else 140)
    display = LiveDisplay(console, log) if sys.stdout.isatty() and sys.stderr.isatty() else PlainDisplay()
    async with open_stack(config, log) as stack:
        addresses = config.addresses
        log.note(
            f"all ready: gateway at {addresses.gateway_url}/docs, stream at {addresses.ws_urls[0]}, "
            "`./a1 status` shows the rest"
        )
        keeper = asyncio.create_task(stack.keep_status_file(1.0))
        shown = asyncio.create_task(display.show(stack))
        try:
            for part in _parts(seconds):
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), part)
                console.print(
                    flow_table(await stack.status(), title=f"What flowed (gateway {config.addresses.gateway_url})")
                )
        except asyncio.CancelledError:
            console.print(flow_table(await stack.status(), title="What flowed"))
        finally:
            keeper.cancel()
            shown.cancel()
            await asyncio.gather(keeper, shown, return_exceptions=True)
        log.note("stopping")
        return stack.supervisor.deaths


def _parts(seconds: float | None) -> list[float | None]:
    """Waits in seconds; the summary is printed after each: the first minute, then the rest."""
    if seconds is None:
        return [_FIRST_SUMMARY, None]
    if seconds <= _FIRST_SUMMARY:
        return [seconds]
    return [_FIRST_SUMMARY, seconds - _FIRST_SUMMARY]
