"""One input record and the state of its league in, an outcome out. No Kafka, Redis, HTTP or clock."""
