"""``python -m monitor.browse DATABASE`` prints the metadata, for a Datasette that is started by hand."""

import json
import sys
from pathlib import Path

from monitor.browse.metadata import metadata


def main(arguments: list[str]) -> int:
    """Print Datasette's metadata for the one database named; 2 for any other use."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m monitor.browse DATABASE > metadata.json\n")
        return 2
    json.dump(metadata(Path(arguments[0])), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
