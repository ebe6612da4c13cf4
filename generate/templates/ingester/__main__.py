"""`python -m a1_ingest_newprovider`."""

import sys

from a1_ingest_newprovider.app import main

sys.exit(main())
