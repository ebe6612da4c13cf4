"""The two answers to a client that may not: one for every credential, and one for a lacking scope."""

from collections.abc import Sequence

Headers = Sequence[tuple[bytes, bytes]]


class RefusedCredentialError(Exception):
    """A request that its credential does not allow. It carries the problem document's fields and the headers."""

    def __init__(self, status: int, code: str, title: str, detail: str, headers: Headers = ()) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.headers = headers


def unauthorized() -> RefusedCredentialError:
    """Return the one answer to a credential that is missing or not good. It does not say what is wrong with it."""
    return RefusedCredentialError(
        401,
        "unauthorized",
        "Unauthorized",
        "This needs a good key or token: `Authorization: Bearer …` or `X-Api-Key: …`.",
        [(b"www-authenticate", b'Bearer realm="a1betting"')],
    )


def forbidden(scope: str) -> RefusedCredentialError:
    """Return the answer to a good credential without this scope (RFC 6750, 3.1)."""
    challenge = f'Bearer realm="a1betting", error="insufficient_scope", scope="{scope}"'
    return RefusedCredentialError(
        403,
        "forbidden",
        "Forbidden",
        f"The credential does not have the scope `{scope}`.",
        [(b"www-authenticate", challenge.encode())],
    )


def not_a_renewal() -> RefusedCredentialError:
    """Return the answer to a good token that an open connection cannot go on with."""
    detail = "A token is renewed by one of the same subject and plan, with no further scope."
    return RefusedCredentialError(403, "forbidden", "Forbidden", detail)


def keys_unread() -> RefusedCredentialError:
    """Return the answer while keys have not been read yet, so that none can be judged."""
    return RefusedCredentialError(
        503, "no-view", "No view yet", "The keys have not been read yet; try again.", [(b"retry-after", b"2")]
    )
