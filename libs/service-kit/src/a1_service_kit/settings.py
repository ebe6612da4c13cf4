"""Groups of settings that services share. A service nests the groups it uses; names nest with two underscores."""

import os
import socket
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import ClassVar, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

EX_CONFIG = 78
"""The exit code of an invalid configuration (EX_CONFIG of sysexits.h)."""


class Environment(StrEnum):
    """The environment. Production rejects what development allows: missing keys and unauthenticated endpoints."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Group(BaseModel):
    """A group of settings. An unknown name in it is an error instead of being ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    renamed: ClassVar[Mapping[str, str]] = {}
    """Maps a setting's old name to its present one. The old name is rejected with the new one in the message."""

    @model_validator(mode="before")
    @classmethod
    def _names_what_a_setting_is_called_now(cls, given: object) -> object:
        names: Iterable[str] = given if isinstance(given, Mapping) else ()  # pyright: ignore[reportUnknownVariableType]
        for name in names:
            if name in cls.renamed:
                raise ValueError(f"{name.upper()} is called {cls.renamed[name].upper()} now")
        return given


class KafkaSettings(Group):
    """The address and security of Kafka."""

    bootstrap_servers: str = "127.0.0.1:9092"
    """Addresses of brokers, comma separated."""
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    """SASL needs a user name and a password."""
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    ssl_cafile: str | None = None
    """A path, as are the other two."""
    ssl_certfile: str | None = None
    ssl_keyfile: str | None = None
    fetch_max_wait_ms: int = Field(default=500, gt=0)
    """How long a broker may hold back an empty answer; 20 for Tansu."""
    idempotent: bool = True
    """False for Tansu, which has neither idempotent producers nor transactions."""
    ends_are_exact: bool = True
    """False for Tansu, which reports the start of the last batch plus one as the end of a partition."""
    session_timeout_ms: int = Field(default=10_000, ge=1_000)
    """After how long the leagues of a dead replica pass to another."""
    heartbeat_interval_ms: int = Field(default=3_000, ge=100)

    @model_validator(mode="after")
    def _has_credentials_for_sasl(self) -> Self:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(f"{self.security_protocol} needs sasl_username and sasl_password")
        return self


class RedisSettings(Group):
    """The address of Redis. It may contain the password, so it is a secret."""

    url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")
    """`rediss://` for TLS."""
    username: str | None = None
    """Wins over the one in the address, as the password does."""
    password: SecretStr | None = None
    ssl_ca_certs: str | None = None
    """A path, as are the other two."""
    ssl_certfile: str | None = None
    ssl_keyfile: str | None = None


class OpsSettings(Group):
    """The address of /livez, /readyz and /metrics. Port 0 is any free port."""

    host: str = "127.0.0.1"
    """Where /livez, /readyz and /metrics listen."""
    port: int = Field(default=0, ge=0, le=65_535)
    """0 is any free port, which the log names."""


class LogSettings(Group):
    """The level and format of logs."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "json"


class ServiceSettings(BaseSettings):
    """The settings of every service. Each service adds its own group and the shared ones it uses."""

    model_config = SettingsConfigDict(env_nested_delimiter="__", env_ignore_empty=True, extra="ignore", frozen=True)

    environment: Environment = Environment.DEVELOPMENT
    """Production refuses missing keys, CORS for `*`, and asking The Odds API faster than it renews."""
    instance: str = Field(default_factory=lambda: f"{socket.gethostname()}-{os.getpid()}")
    """The name of this replica in heartbeats and logs; unset: host name and process id."""
    ops: OpsSettings = OpsSettings()
    log: LogSettings = LogSettings()


class ConnectionSettings(ServiceSettings):
    """The addresses that services share, for commands that are not services."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)


S = TypeVar("S", bound=ServiceSettings)


def load_settings(cls: type[S]) -> S:
    """Read the settings from the environment.

    On faults, prints one line each on standard error and exits with code 78.
    """
    try:
        return cls()
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            name = "__".join(str(part) for part in fault["loc"]).upper()
            message = fault["msg"].removeprefix("Value error, ")
            sys.stderr.write(f"{name}: {message}\n" if name else f"{message}\n")
    except SettingsError as error:
        sys.stderr.write(f"{error}; lists and tables are written as JSON\n")
    raise SystemExit(EX_CONFIG)
