from a1_evaluation.scoring import read_pairs, score

ROW = (
    b'{"a":{"provider":"espn","league":"nba","home":"LA Clippers","away":"Utah Jazz",'
    b'"start_time":"2026-01-01T00:00:00Z"},'
    b'"b":{"provider":"odds","league":"nba","home":"%s","away":"Utah Jazz","start_time":"%s"},"same":%s}'
)


def test_what_is_merged_missed_and_wrongly_merged_is_counted() -> None:
    near, far = b"2026-01-01T00:10:00Z", b"2026-01-03T00:10:00Z"
    rows = [
        ROW % (b"Los Angeles Clippers", near, b"true"),
        ROW % (b"Los Angeles Clippers", far, b"true"),
        ROW % (b"Los Angeles Lakers", near, b"false"),
        ROW % (b"Los Angeles Clippers", near, b"false"),
        b"",
    ]
    found = score(read_pairs(rows))
    assert (found["pairs"], found["false_merges"], found["recall"]) == (4, 1, 0.5)
    assert found["by_league"]["nba"]["pairs"] == 4


def test_other_leagues_and_unknown_starts_are_counted_and_joined_with_nothing() -> None:
    row = (ROW % (b"Los Angeles Clippers", b"2026-01-01T00:10:00Z", b"false")).replace(
        b'"odds","league":"nba"', b'"odds","league":"wnba"'
    )
    other = (ROW % (b"Los Angeles Clippers", b"2026-01-01T00:10:00Z", b"true")).replace(b'"nba"', b'"ncaaw"')
    timeless = (ROW % (b"Los Angeles Clippers", b"", b"true")).replace(b'"start_time":""', b'"start_time":null')
    found = score(read_pairs([row, other, timeless]))
    assert (found["pairs"], found["false_merges"], found["recall"]) == (3, 0, 0.0)
    assert set(found["by_league"]) == {"nba", "ncaaw"}


def test_files_in_other_peoples_words_are_read() -> None:
    row = b"""{"a": {"provider": "ESPN", "league": "NCAAB", "home": "Duke Blue Devils", "away": "UConn Huskies",
        "start_time": "2026-01-01T00:00:00"},
        "b": {"provider": "the_odds_api", "league": "ncaam", "home": "Connecticut Huskies", "away": "Duke",
        "start_time": "2026-01-01T00:10:00Z"}, "same": true}""".replace(b"\n", b"")
    stranger = row.replace(b"the_odds_api", b"pinnacle")
    nameless = row.replace(b'"Duke"', b"null").replace(b"true", b"false")
    found = score(read_pairs([row, stranger, nameless]))
    assert (found["pairs"], found["false_merges"], found["recall"]) == (3, 0, 1.0)
    assert set(found["by_league"]) == {"ncaam"}
