"""What the tests of watches share."""

import pytest

GOOD = """\
schema = 1

[watch]
title = "Bridge"

[term.Bridge]
role = "object"
weight = 3
forms.any = ["bridge"]

[term."River Tay"]
role = "place"
weight = 1.5
forms = ["Tay"]
codes = ["A-90"]
sure = ["River Tay"]
context = ["Bridge"]
not = ["Tay Bridge disaster"]
case = "exact"
inflect = false

[[require]]
name = "both"
all = ["Bridge"]
any = ["River Tay"]

[seed]
title = "Bridge opens"
text = \"\"\"
It opened.\"\"\"
"""


@pytest.fixture
def good() -> str:
    """A small watch file without mistakes."""
    return GOOD
