"""`python -m a1_ingest_prizepicks`."""

import sys

from a1_ingest_prizepicks.app import main

sys.exit(main())
