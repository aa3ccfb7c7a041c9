"""Constructs what a plan names, as an aggregator and its collaborators would: python -B construct.py FINDINGS

Runs in a workspace's directory in a container of its image, without network, data and certificates. Writes the file FINDINGS:
{"findings", "opened"}. Findings are a list of {"keys", "problem", "remedy", "error"} with everything that is wrong, where the keys lead
to the place in the plan. An entry that is no error is what could not be tried here. Opened is what opened.py says about the files that
an actor opens. OpenFL 1.9; Python 3.10 to 3.12.
"""

import json
import logging
import sys
from pathlib import Path

from construction import Findings, try_plan
from opened import as_actors_import, opened

HERE = Path(__file__).resolve().parent


def main(file):
    # The workspace's modules, and none of these, are what its code and OpenFL import.
    sys.path[:] = ["", *(directory for directory in sys.path if Path(directory or ".").resolve() != HERE)]
    logging.disable(logging.CRITICAL)
    findings = Findings()
    as_actors_import()
    try_plan(findings, Path(file).resolve().parent)
    Path(file).write_text(json.dumps({"findings": findings.entries, "opened": opened()}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
