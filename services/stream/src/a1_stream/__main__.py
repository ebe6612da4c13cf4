"""`python -m a1_stream`."""

import sys

from a1_stream.app import main

sys.exit(main())
