"""Groups of settings that services share. A service nests the groups it uses; names nest with two underscores."""

import os
import socket
import ssl
import sys
from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from a1_schemas.topics import DEFAULT_TIMES, TopicTimes

_REDIS_SCHEMES = ("redis", "rediss", "unix")
_POSTGRES_SCHEMES = ("postgresql", "postgres")
_SHORTEST_PASSWORD = 12
_USUAL_PASSWORDS = frozenset({"a1betting-dev", "administrator", "changeme1234", "password1234", "postgrespostgres"})
"""Of at least that length."""
EX_CONFIG = 78
"""The exit code of an invalid configuration (EX_CONFIG of sysexits.h)."""


class Environment(StrEnum):
    """The environment. Production rejects what development allows: missing keys and unauthenticated endpoints."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class ConfigurationError(RuntimeError):
    """A start that only another configuration makes possible: one line, exit code 78.

    `reason` is a closed word for logs and alarms.
    """

    reason = "configuration"


def existing_file(path: str | None) -> str | None:
    """Return the path. Raises ValueError if there is no such file."""
    if path is not None and not Path(path).is_file():
        raise ValueError("there is no such file")
    return path


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

    def refused_in_production(self) -> Iterable[str]:
        """Return a line for each value that only development may have."""
        return ()


class TopicSettings(Group):
    """What an operator may choose of the topics' settings. Production refuses less than the defaults."""

    segment_s: float = Field(default=DEFAULT_TIMES.segment.total_seconds(), gt=0)
    """After how long a segment of a compacted topic is closed, at most; only closed ones are compacted."""
    delete_retention_s: float = Field(default=DEFAULT_TIMES.delete_retention.total_seconds(), ge=0)
    """How long a reader that was away still finds the tombstone of what was removed."""
    compaction_lag_s: float = Field(default=DEFAULT_TIMES.compaction_lag.total_seconds(), ge=0)
    """How long every change of `normalized.*` stays readable; of older ones only the latest of each key."""

    @property
    def times(self) -> TopicTimes:
        """The values as the contract's topics take them."""
        return TopicTimes(
            segment=timedelta(seconds=self.segment_s),
            delete_retention=timedelta(seconds=self.delete_retention_s),
            compaction_lag=timedelta(seconds=self.compaction_lag_s),
        )

    def refused_in_production(self) -> Iterable[str]:
        for name, field in type(self).model_fields.items():
            if getattr(self, name) < field.default:
                yield f"KAFKA__TOPICS__{name.upper()} is below {field.default:g}"


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
    """How long a broker may hold back an empty answer; 20 to 40 for Tansu."""
    fetch_resting_every_s: float = Field(default=0, ge=0)
    """How often a partition is fetched that had no record for 10 s, or whose topic no screen waits for (polls,
    `sources`); 0: with every fetch, which costs Kafka nothing. 0.2 for Tansu."""
    idempotent: bool = True
    """False for Tansu, which has neither idempotent producers nor transactions and ignores its topics' settings,
    so that services do not check them. Production refuses it.
    """
    ends_are_exact: bool = True
    """False for Tansu, which reports the start of the last batch plus one as the end of a partition."""
    session_timeout_ms: int = Field(default=10_000, ge=1_000)
    """After how long the leagues of a dead replica pass to another."""
    heartbeat_interval_ms: int = Field(default=3_000, ge=100)
    """Below the session's time-out, or a replica would be taken for dead between two of them."""
    topics: TopicSettings = TopicSettings()

    @field_validator("ssl_cafile", "ssl_certfile", "ssl_keyfile")
    @classmethod
    def _is_a_file(cls, path: str | None) -> str | None:
        return existing_file(path)

    @model_validator(mode="after")
    def _beats_within_a_session(self) -> Self:
        if self.heartbeat_interval_ms >= self.session_timeout_ms:
            raise ValueError("heartbeat_interval_ms must be below session_timeout_ms")
        return self

    @model_validator(mode="after")
    def _has_credentials_for_sasl(self) -> Self:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(f"{self.security_protocol} needs sasl_username and sasl_password")
        return self

    @model_validator(mode="after")
    def _has_certificates_that_can_be_used(self) -> Self:
        if self.security_protocol.endswith("SSL"):
            try:
                self.ssl_context()
            except OSError as error:
                raise ValueError(f"ssl_cafile, ssl_certfile, ssl_keyfile: {error.strerror or error}") from error
        return self

    def ssl_context(self) -> ssl.SSLContext:
        """Return the context of a TLS connection. Raises OSError if a file cannot be used."""
        context = ssl.create_default_context(cafile=self.ssl_cafile)
        if self.ssl_certfile:
            context.load_cert_chain(self.ssl_certfile, self.ssl_keyfile)
        return context

    def refused_in_production(self) -> Iterable[str]:
        yield from self.topics.refused_in_production()
        if not self.idempotent:
            yield "KAFKA__IDEMPOTENT is false, which is for the embedded broker"


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

    @field_validator("url")
    @classmethod
    def _is_an_address_of_redis(cls, url: SecretStr) -> SecretStr:
        parts = urlsplit(url.get_secret_value())
        if parts.scheme not in _REDIS_SCHEMES:
            raise ValueError(f"an address of Redis begins with {', '.join(f'{each}://' for each in _REDIS_SCHEMES)}")
        try:
            _ = parts.port
        except ValueError:
            raise ValueError("this is no address of Redis") from None  # the cause may repeat the password
        return url

    @field_validator("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
    @classmethod
    def _is_a_file(cls, path: str | None) -> str | None:
        return existing_file(path)


class PostgresSettings(Group):
    """The address of PostgreSQL. It contains the password, so it is a secret."""

    url: SecretStr | None = None
    """`postgresql://USER:PASSWORD@HOST:PORT/DATABASE`. Production refuses a password that is missing, usual or shorter
    than twelve characters.
    """

    @field_validator("url")
    @classmethod
    def _is_an_address_of_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None:
            return None
        parts = urlsplit(url.get_secret_value())
        if parts.scheme not in _POSTGRES_SCHEMES:
            raise ValueError(f"an address of PostgreSQL begins with {_POSTGRES_SCHEMES[0]}://")
        try:
            _ = parts.port
        except ValueError:
            raise ValueError("this is no address of PostgreSQL") from None  # the cause may repeat the password
        return url

    def refused_in_production(self) -> Iterable[str]:
        if self.url is None:
            return
        password = urlsplit(self.url.get_secret_value()).password or ""
        if len(password) < _SHORTEST_PASSWORD or password.lower() in _USUAL_PASSWORDS:
            yield "POSTGRES__URL has no password, a usual one, or one of fewer than twelve characters"


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

    @model_validator(mode="after")
    def _has_no_group_that_production_refuses(self) -> Self:
        if self.environment is Environment.PRODUCTION:
            groups = [group for _, group in self if isinstance(group, Group)]
            faults = [fault for group in groups for fault in group.refused_in_production()]
            if faults:
                raise ValueError(f"production refuses these: {'; '.join(faults)}")
        return self


class ConnectionSettings(ServiceSettings):
    """The addresses that services share, for commands that are not services."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    redis: RedisSettings = Field(default_factory=RedisSettings)
    postgres: PostgresSettings = Field(default_factory=PostgresSettings)


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
