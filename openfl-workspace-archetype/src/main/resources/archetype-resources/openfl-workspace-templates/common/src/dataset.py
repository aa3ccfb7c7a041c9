"""Finds a data set in data/: as a folder or file, or in the archive that it is published as.

Nothing is ever unpacked. A zip is read where it lies, so data/ may be mounted read-only, as an enclave's usually is, and
nothing can be left half unpacked. Only Python's standard library is used.
"""

import hashlib
import http.client
import logging
import os
import random
import time
import urllib.request
import zipfile
import zlib
from pathlib import Path

logger = logging.getLogger(__name__)

DATA = Path("data")
ATTEMPTS = 3
SECONDS_BETWEEN_ATTEMPTS = 5
SECONDS_WITHOUT_AN_ANSWER = 60
CHUNK = 1 << 20


class DataError(SystemExit):
    """Data that is not there or not as expected. OpenFL prints a traceback for other errors, for this one the line."""


def find(name, archive=None, address=None, sha384=None):
    """The folder or file of this name in data/, else in the archive there, which is downloaded if it is absent too.

    What comes back has the methods of pathlib.Path that read: iterdir, is_dir, name, / and so on. address and sha384
    (hexadecimal) say where the archive is published and what a download of it has to be; without an address nothing is
    downloaded. An archive that somebody has put into data/ may be another one of the same layout: whether it is the
    published one is logged.
    """
    path = DATA / name
    if path.exists():
        return path
    if archive is None:
        raise DataError(f"{path} is missing. README.md says what belongs there.")
    packed = DATA / archive
    put_there = packed.exists()
    if not put_there:
        download(address, packed, path, sha384)
    try:
        found = zipfile.Path(zipfile.ZipFile(packed)) / name
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{packed} is damaged or no zip ({error}). Remove it and put a whole one there.") from None
    if not found.exists():
        raise DataError(f"{packed} holds no {name}. Put {path} there, or an archive that has it.")
    if put_there and sha384 is not None:
        compare(packed, sha384)
    return found


def compare(packed, sha384):
    """Says whether an archive is the published one."""
    digest = hashlib.sha384()
    with packed.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    if digest.hexdigest() == sha384:
        logger.info("%s is the published archive", packed)
    else:
        logger.warning(
            "%s is not the published archive, and is used as it is. SHA-384:\n    published  %s\n    this one   %s",
            packed,
            sha384,
            digest.hexdigest(),
        )


def read(path):
    """The bytes of a file in a folder or an archive; the sum that an archive keeps of each file is checked."""
    try:
        return path.read_bytes()
    except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}.") from None


def files(folder, *suffixes):
    """The files of a folder with one of these suffixes, such as .jpg, in the order of their names; at least one."""
    if not folder.is_dir():
        raise DataError(f"{folder} is missing or no folder. README.md says what belongs there.")
    found = sorted(
        (path for path in folder.iterdir() if not path.name.startswith(".") and path.name.lower().endswith(suffixes)),
        key=lambda path: path.name,
    )
    if not found:
        raise DataError(f"{folder} holds no {' or '.join(suffixes)} file.")
    return found


def parse_shard(data_path, count):
    """The number of this collaborator's shard, from 1 to the plan's collaborator_count, as plan/data.yaml has it."""
    text = str(data_path).strip()
    if not text.isdecimal() or not 1 <= int(text) <= count:
        raise DataError(f"plan/data.yaml names shard '{text}'; the plan's collaborator_count allows 1 to {count}.")
    return int(text)


def share(items, shard, count):
    """Every count-th item: those of one shard."""
    return items[shard - 1 :: count]


def deal(items, shard, count, validation_share, seed=None):
    """The items of one shard, in two lists: to train with, and the last ones, to validate with; none is empty.

    With a seed all items are shuffled first, in the same way for every shard.
    """
    items = list(items)
    if seed is not None:
        random.Random(seed).shuffle(items)
    dealt = share(items, shard, count)
    cut = len(dealt) - max(1, round(len(dealt) * validation_share))
    if cut < 1:
        raise DataError(f"Shard {shard} gets {len(dealt)} of {len(items)} items: too few to train and to validate.")
    logger.info("Shard %d of %d: %d items to train, %d to validate", shard, count, cut, len(dealt) - cut)
    return dealt[:cut], dealt[cut:]


def download(address, target, unpacked, sha384=None):
    """Fetches an archive into a file beside its place and moves it there once it is whole and the published one."""
    by_hand = f"Put the archive there as {target}, or its content as {unpacked}."
    if address is None:
        raise DataError(f"{target} is missing. {by_hand}")
    if not os.access(DATA, os.W_OK):
        raise DataError(f"{target} is missing, and {DATA}/ is read-only here. {by_hand} It is published at {address}")
    part = target.with_name(target.name + ".part")
    try:
        digest = fetch_with_patience(address, part)
        if sha384 is not None and digest != sha384:
            raise DataError(
                f"{address} gave another file than the published one, so it was removed. SHA-384:\n"
                f"    expected  {sha384}\n    received  {digest}\n{by_hand}"
            )
        os.replace(part, target)
    except (OSError, http.client.HTTPException) as error:
        raise DataError(f"{target} is missing and could not be downloaded ({error}). {by_hand} It is at {address}") from None
    finally:
        part.unlink(missing_ok=True)


def fetch_with_patience(address, part):
    for attempt in range(1, ATTEMPTS):
        try:
            return fetch(address, part)
        except (OSError, http.client.HTTPException) as error:
            logger.warning("Attempt %d of %d to download %s failed: %s", attempt, ATTEMPTS, address, error)
            time.sleep(SECONDS_BETWEEN_ATTEMPTS)
    return fetch(address, part)


def fetch(address, part):
    """Writes what the address answers and returns its SHA-384; says every tenth of the way how far it is."""
    digest = hashlib.sha384()
    with urllib.request.urlopen(address, timeout=SECONDS_WITHOUT_AN_ANSWER) as answer, part.open("wb") as file:
        total = int(answer.headers.get("Content-Length") or 0)
        received, said = 0, 0
        while chunk := answer.read(CHUNK):
            file.write(chunk)
            digest.update(chunk)
            received += len(chunk)
            tenths = 10 * received // total if total else received // (10 * CHUNK)
            if tenths > said:
                said = tenths
                of_total = f" of {total / 1e6:.0f}" if total else ""
                logger.info("Downloading %s: %.0f%s MB", address, received / 1e6, of_total)
    if received < total:
        raise OSError(f"the connection ended after {received} of {total} bytes")
    return digest.hexdigest()
