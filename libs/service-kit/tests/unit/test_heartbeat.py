from a1_service_kit.heartbeat import findings_in


def test_unmet_conditions_that_an_operator_must_see_are_findings() -> None:
    missing = ["halted:raw.espn", "halted:raw.odds", "journal-sent", "kafka", "offset-before-log:raw.odds", "resolver"]
    assert findings_in(missing) == {"halted", "journal", "broker-away", "offset-before-log"}
