"""The security headers of every answer, as one table."""

Headers = list[tuple[bytes, bytes]]

_OF_EVERY_ANSWER: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
_POLICY = b"content-security-policy"
_OF_DATA: Headers = [*_OF_EVERY_ANSWER, (_POLICY, b"default-src 'none'; frame-ancestors 'none'")]
_PAGE_POLICY = (
    b"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_OF_PAGES: Headers = [*_OF_EVERY_ANSWER, (_POLICY, _PAGE_POLICY)]
"""Of the documentation, whose pages start by a script of their own. They load nothing of another origin."""


def with_security_headers(headers: Headers) -> Headers:
    """Return an answer's headers with those that its content type needs."""
    for name, value in headers:
        if name == b"content-type":
            return headers + (_OF_PAGES if value.startswith(b"text/html") else _OF_DATA)
    return headers + _OF_DATA
