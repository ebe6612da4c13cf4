"""`python -m a1_gateway`."""

import sys

from a1_gateway.app import main

sys.exit(main())
