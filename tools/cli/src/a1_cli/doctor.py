"""`a1 doctor`: checks the configuration and whether its addresses can be reached."""

import asyncio
import json
import logging
import os
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from a1_cli.checkout import ROOT
from a1_cli.findings import Finding, Severity, configuration_findings, reachability_findings
from a1_cli.stack.demo import parse_env

_COLOURS = {Severity.OK: "green", Severity.WARNING: "yellow", Severity.FAULT: "red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")] = False,
) -> None:
    """Check configuration (environment and .env) and reachability; one line for each finding, with its remedy."""
    path = ROOT / ".env"
    given = parse_env(path.read_text()) if path.exists() else {}
    os.environ.update({name: value for name, value in given.items() if name not in os.environ and value})
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # the finding says it
    findings = asyncio.run(_findings())
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        _show(findings)
    raise typer.Exit(1 if any(finding.severity is Severity.FAULT for finding in findings) else 0)


async def _findings() -> list[Finding]:
    return [*await configuration_findings(), *await reachability_findings()]


def _show(findings: list[Finding]) -> None:
    console = Console(highlight=False)
    for finding in findings:
        colour = _COLOURS[finding.severity]
        remedy = f" — {finding.remedy}" if finding.remedy else ""
        line = f"[{colour}]{finding.severity:<8}[/{colour}] {finding.subject:<18} {finding.text}{remedy}"
        console.print(line, soft_wrap=True)
