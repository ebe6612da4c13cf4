"""The names of the pipeline's programs, as used for folders, consumer groups, heartbeats and processes."""

from a1_schemas.providers import Provider

INGESTERS = tuple(provider.service for provider in Provider)
NORMALIZER = "normalizer"
GATEWAY = "gateway"
HISTORIAN = "historian"
ANALYTICS = "analytics"
STREAM = "stream"
SERVICES = (*INGESTERS, NORMALIZER, HISTORIAN, ANALYTICS, GATEWAY, STREAM)
