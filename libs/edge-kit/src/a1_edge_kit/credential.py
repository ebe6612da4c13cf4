"""The credential of a request: in one header, once. A query never has one, since addresses are logged everywhere."""

from collections.abc import Iterable

_AUTHORIZATION, _API_KEY = b"authorization", b"x-api-key"
_HEADERS = (_AUTHORIZATION, _API_KEY)
_BEARER = b"bearer "


class UnusableCredentialError(Exception):
    """Headers that have a credential in a form that is not used, or more than one."""


def credential_of(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """Return the credential, or None for a request without one. Names of headers are in lower case.

    Raises UnusableCredentialError.
    """
    found = None
    for name, value in headers:
        if name in _HEADERS:
            if found is not None:
                raise UnusableCredentialError
            found = _text(name, value)
    return found


def _text(name: bytes, value: bytes) -> str:
    if name == _AUTHORIZATION:
        if value[: len(_BEARER)].lower() != _BEARER:
            raise UnusableCredentialError
        value = value[len(_BEARER) :]
    if not value.isascii():
        raise UnusableCredentialError
    return value.decode()
