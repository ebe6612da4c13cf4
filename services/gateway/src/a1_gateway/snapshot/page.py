"""A response ready to be sent: body, compressed body, tag and headers."""

import gzip
import hashlib

_GZIP_LEVEL = 6
"""A seventh smaller than at level 4, for a third more time: once for each page that changed."""
_GZIP_WORTH = 1_000
"""Smaller bodies fit into one packet uncompressed."""


class Page:
    """The bytes of a response, with their tag.

    The tag covers data and freshness, not the times of the last polls.
    """

    def __init__(self, body: bytes, tag: bytes) -> None:
        self.body = body
        self.etag = b'W/"' + tag + b'"'
        fixed = [
            (b"content-type", b"application/json"),
            (b"etag", self.etag),
            (b"cache-control", b"no-cache"),
            (b"vary", b"accept-encoding"),
        ]
        self.headers = [*fixed, (b"content-length", str(len(body)).encode())]
        self.not_modified_headers = fixed[1:]
        self._fixed = fixed
        self._compressed: tuple[bytes, list[tuple[bytes, bytes]]] | None = None

    @property
    def compressed(self) -> tuple[bytes, list[tuple[bytes, bytes]]]:
        """Returns the gzip body and its headers, compressed on first use. Returns the plain body if it is too small."""
        if self._compressed is None:
            if len(self.body) < _GZIP_WORTH:
                self._compressed = (self.body, self.headers)
            else:
                packed = gzip.compress(self.body, _GZIP_LEVEL, mtime=0)
                length = (b"content-length", str(len(packed)).encode())
                self._compressed = (packed, [*self._fixed, (b"content-encoding", b"gzip"), length])
        return self._compressed

    def matches(self, if_none_match: bytes) -> bool:
        """Whether the client has this page. Tags are compared weakly (RFC 9110, 8.8.3.2)."""
        opaque = self.etag.removeprefix(b"W/")
        return if_none_match.strip() == b"*" or any(
            tag.strip().removeprefix(b"W/") == opaque for tag in if_none_match.split(b",")
        )


def tagged_page(body: bytes, tagged: bytes | None = None) -> Page:
    """Return the page of a body. Its tag covers `tagged`, or the whole body."""
    return Page(body, hashlib.blake2b(body if tagged is None else tagged, digest_size=12).hexdigest().encode())
