from a1_edge_kit.security_headers import with_security_headers


def policy_of(content_type: bytes) -> bytes:
    return dict(with_security_headers([(b"content-type", content_type)]))[b"content-security-policy"]


def test_data_may_load_nothing_and_be_framed_by_no_page() -> None:
    expected = b"default-src 'none'; frame-ancestors 'none'"
    assert (policy_of(b"application/json"), policy_of(b"application/problem+json")) == (expected, expected)


def test_a_page_loads_from_its_own_origin_alone() -> None:
    sources = dict(part.split(b" ", 1) for part in policy_of(b"text/html; charset=utf-8").split(b"; "))
    assert sources[b"default-src"] == b"'self'"
    assert not any(b"http" in value or b"*" in value for value in sources.values())


def test_every_answer_keeps_its_own_headers_and_is_not_sniffed() -> None:
    headers = with_security_headers([(b"etag", b'"1"')])
    assert headers[0] == (b"etag", b'"1"')
    assert {(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")} < set(headers)
