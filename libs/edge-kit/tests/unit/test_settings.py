"""What production refuses of the edge's settings, and what is never taken."""

import os
import subprocess
import sys

import pytest
from pydantic import ValidationError

from a1_edge_kit.secret_strength import is_guessable, is_short, new_secret
from a1_edge_kit.settings import EdgeSettings
from a1_service_kit.settings import EX_CONFIG

GOOD = new_secret()
REQUIRED = {"ENVIRONMENT": "production", "EDGE__AUTH": "required", "EDGE__KEY_PEPPER": GOOD}


def checked(**settings: str) -> tuple[int, list[str]]:
    """Start the gateway's check of its settings. Returns the exit code and the lines of standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "a1_gateway", "--check-settings"],
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.splitlines()


def test_production_with_a_good_secret_starts() -> None:
    assert checked(**REQUIRED) == (0, [])


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"EDGE__AUTH": "open"}, "EDGE__AUTH is open"),
        ({"EDGE__AUTH": ""}, "EDGE__AUTH is open"),
        ({"EDGE__KEY_PEPPER": ""}, "neither EDGE__KEY_PEPPER nor"),
        ({"EDGE__KEY_PEPPER": GOOD[:31]}, "EDGE__KEY_PEPPER: a secret has at least 32 bytes"),
        ({"EDGE__KEY_PEPPER": "changeme" * 5}, "EDGE__KEY_PEPPER is a usual one"),
        ({"EDGE__TOKEN_SECRET": "short"}, "EDGE__TOKEN_SECRET: a secret has at least 32 bytes"),
        ({"EDGE__TOKEN_SECRET": "x" * 64}, "EDGE__TOKEN_SECRET is a usual one"),
        ({"EDGE__TOKEN_KEYS": "/nowhere.json"}, "EDGE__TOKEN_KEYS: there is no such file"),
        ({"EDGE__AUTH": "maybe"}, "EDGE__AUTH: "),
        ({"EDGE__AUHT": "required"}, "EDGE__AUHT: "),
    ],
)
def test_production_refuses_to_start_with_one_line_that_repeats_no_secret(changed: dict[str, str], named: str) -> None:
    code, lines = checked(**{**REQUIRED, **changed})
    assert code == EX_CONFIG
    assert len(lines) == 1
    assert named in lines[0]
    assert not [value for name, value in changed.items() if "SECRET" in name and value in lines[0]]
    assert GOOD[:31] not in lines[0]


def test_development_starts_open_and_a_short_secret_is_refused_there_too() -> None:
    assert checked() == (0, [])
    assert checked(EDGE__AUTH="required") == (0, [])
    assert checked(EDGE__TOKEN_SECRET="short")[0] == EX_CONFIG


@pytest.mark.parametrize("secret", ["a" * 40, "0123456789abcdef" * 2 + "secret", "A1Betting-development-pepper-0001"])
def test_a_usual_secret_is_guessable(secret: str) -> None:
    assert is_guessable(secret)


def test_a_new_secret_is_neither_short_nor_guessable_nor_the_same_again() -> None:
    made = [new_secret() for _ in range(100)]
    assert not [each for each in made if is_short(each) or is_guessable(each)]
    assert len(set(made)) == 100


def test_settings_do_not_show_their_secrets() -> None:
    assert GOOD not in repr(EdgeSettings.model_validate({"key_pepper": GOOD, "token_secret": GOOD}))
    with pytest.raises(ValidationError) as refused:
        EdgeSettings.model_validate({"key_pepper": "too-short-canary"})
    assert "canary" not in repr(refused.value.errors(include_input=False))
