"""What is shown while a stack runs: a live table in a terminal, nothing but log lines elsewhere."""

import asyncio
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from a1_cli.stack.log import StackLog
from a1_cli.stack.tables import flow_table, process_table

if TYPE_CHECKING:
    from a1_cli.stack.stack import Stack


class PlainDisplay:
    """Lines only: the log says what happens."""

    async def show(self, stack: "Stack") -> None:  # noqa: ARG002
        """Nothing to draw."""
        await asyncio.Event().wait()


class LiveDisplay:
    """A table of processes and of what flows, below the log, renewed each second."""

    def __init__(self, console: Console, log: StackLog) -> None:
        self._console = console
        self._log = log

    async def show(self, stack: "Stack") -> None:
        """Draw until cancelled."""
        with Live(console=self._console, auto_refresh=False, transient=True) as live:
            self._log.redirect(lambda text: live.console.print(Text.from_ansi(text)))
            while True:
                status = await stack.status()
                live.update(
                    Group(process_table(status["processes"]), flow_table(status, title="What flows")),
                    refresh=True,
                )
                await asyncio.sleep(1)
