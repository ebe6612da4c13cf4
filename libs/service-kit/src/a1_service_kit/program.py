"""Owns the signals, the task group and the exit code of every service.

If `main` or any task of the group fails, the process exits with 1, so that a process without its poller or subscriber
never looks alive. SIGTERM and SIGINT set `stopping`. Tasks that have not ended eight seconds later are cancelled. Where
that does not end the process either, it writes where its threads stand to standard error and exits with 1.
"""

import asyncio
import faulthandler
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Never

import uvloop
from prometheus_client import CollectorRegistry

from a1_service_kit.allocator import trim_memory
from a1_service_kit.build import commit, version_of
from a1_service_kit.clock import Clock, SystemClock
from a1_service_kit.logging import configure_logging, get_logger
from a1_service_kit.metrics import MetricsPage, build_registry, measure_loop
from a1_service_kit.ops import serve_ops
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import EX_CONFIG, ConfigurationError, ServiceSettings
from a1_service_kit.telemetry import build_tracer_provider, configure_tracing

_GRACE_S = 8.0
_KILLED_AFTER_S = 9.5
"""Supervisors kill after ten seconds, and then nothing is left that says why."""


@dataclass(slots=True, kw_only=True)
class Runtime:
    """What a service's `main` receives: its identity, its task group, and the event that is set when it must stop."""

    service: str
    instance: str
    version: str
    commit: str
    started_at: datetime
    stopping: asyncio.Event
    tasks: asyncio.TaskGroup
    registry: CollectorRegistry
    readiness: Readiness = field(default_factory=Readiness)
    metrics: MetricsPage = field(default_factory=MetricsPage)
    clock: Clock = field(default_factory=SystemClock)
    ops_url: str = ""


Main = Callable[[Runtime], Coroutine[Any, Any, None]]


def run_program(service: str, settings: ServiceSettings, main: Main) -> int:
    """Run a service until it ends. Returns the exit code: 0 after a signal, 1 after a failure, 78 if the service
    refuses its configuration.
    """
    configure_logging(settings, service)
    provider = build_tracer_provider(service, settings.instance, version_of(service))
    configure_tracing(provider)
    logger = get_logger("a1.program")
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_run(service, settings, main))
    except BaseExceptionGroup as group:
        return _exit_code(_leaves(group))
    except Exception as error:  # noqa: BLE001 - logged
        return _exit_code([error])
    finally:
        provider.shutdown()
        sys.stdout.flush()
        faulthandler.cancel_dump_traceback_later()
    logger.info("program.stopped")
    return 0


def _exit_code(errors: Sequence[BaseException]) -> int:
    """Log why the program ends. Returns 78 if only another configuration helps, else 1."""
    logger = get_logger("a1.program")
    refusals = [error for error in errors if isinstance(error, ConfigurationError)]
    for reason, text in dict.fromkeys((refusal.reason, str(refusal)) for refusal in refusals):
        logger.error("program.refused", reason=reason, error=text)
    if refusals:
        return EX_CONFIG
    for error in errors:
        logger.error("program.died", error=str(error) or type(error).__name__, exc_info=error)
    return 1


async def _run(service: str, settings: ServiceSettings, main: Main) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    running = asyncio.create_task(_serve(service, settings, main, stopping))
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not running.done():
        faulthandler.dump_traceback_later(_KILLED_AFTER_S, exit=True)
        await asyncio.wait({running}, timeout=_GRACE_S)
    if not running.done():
        get_logger("a1.program").warning("program.cancelled", after_s=_GRACE_S, tasks=_unfinished())
        running.cancel()
    with suppress(asyncio.CancelledError):
        await running


def _unfinished() -> list[str]:
    """Return the names of the coroutines that have not ended, those of this file left out."""
    coroutines = (task.get_coro() for task in asyncio.all_tasks())
    names = {each.__qualname__ for each in coroutines if isinstance(each, Coroutine)}
    return sorted(names - {_run.__qualname__, _serve.__qualname__})


class StoppedError(Exception):
    """A signal came before the service had started. Raised to end it without a fault."""


class _FinishedError(Exception):
    """`main` returned after a signal. Raised to leave the task group, which cancels the tasks still in it."""


async def _run_main(main: Main, runtime: Runtime) -> Never:
    await main(runtime)
    if not runtime.stopping.is_set():
        raise RuntimeError(f"{runtime.service}: main returned without a signal")
    raise _FinishedError


async def _serve(service: str, settings: ServiceSettings, main: Main, stopping: asyncio.Event) -> None:
    clock, readiness = SystemClock(), Readiness()
    version, built_from = version_of(service), commit()
    registry = build_registry(service, version, built_from)
    page = MetricsPage()
    async with serve_ops(settings.ops, readiness, registry, page=page) as ops_url:
        get_logger("a1.program").info("program.started", ops_url=ops_url, version=version, commit=built_from)
        try:
            async with asyncio.TaskGroup() as tasks:
                runtime = Runtime(
                    service=service,
                    instance=settings.instance,
                    version=version,
                    commit=built_from,
                    started_at=clock.now(),
                    stopping=stopping,
                    tasks=tasks,
                    registry=registry,
                    readiness=readiness,
                    metrics=page,
                    clock=clock,
                    ops_url=ops_url,
                )
                tasks.create_task(measure_loop(registry))
                tasks.create_task(trim_memory(clock))
                await _run_main(main, runtime)
        except* (_FinishedError, StoppedError):
            pass


def _leaves(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    found: list[BaseException] = []
    for error in group.exceptions:
        found += _leaves(error) if isinstance(error, BaseExceptionGroup) else [error]
    return found
