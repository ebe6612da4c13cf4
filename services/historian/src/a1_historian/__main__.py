"""`python -m a1_historian`."""

import sys

from a1_historian.app import main

sys.exit(main())
