"""Fetches the keys of Gramine's and Intel's package repositories: repository_keys.py CODENAME DIRECTORY"""

import sys
import urllib.request
from pathlib import Path

GRAMINE = "https://packages.gramineproject.io/gramine-keyring-{codename}.gpg"
INTEL = "https://download.01.org/intel-sgx/sgx_repo/ubuntu/intel-sgx-deb.key"


def main(codename, directory):
    fetch(GRAMINE.format(codename=codename), Path(directory, "gramine.gpg"))
    fetch(INTEL, Path(directory, "intel-sgx.asc"))


def fetch(url, target):
    with urllib.request.urlopen(url, timeout=60) as answer:
        target.write_bytes(answer.read())


if __name__ == "__main__":
    main(*sys.argv[1:])
