"""Finds a data set in data/: as a directory or file, in its published archive, or as the files in which it is published.

Archives are read without unpacking, so data/ may be mounted read-only, as it usually is in an enclave. Only Python's
standard library is used.
"""

import hashlib
import http.client
import io
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
    """Missing or unexpected data. For this error OpenFL prints only the message; for others it prints a traceback."""


def find(name, archive=None, address=None, sha384=None, synthetic=None, make=None, files=None):
    """Returns the directory or file of this name in data/, or in the archive there. Downloads the archive if both are missing.

    The result has the reading methods of pathlib.Path: iterdir, is_dir, name, / and so on. address is where the archive is
    published, sha384 (hexadecimal) what a download has to match; without an address nothing is downloaded. An archive that
    somebody has put into data/ may be a different one with the same layout: the log shows whether it is the published one.

    A data set that is published as files and not as one archive has files instead: their names, each with its SHA-256. They are in the
    directory of this name in data/, and published below the address. Each that is missing is downloaded.

    With synthetic, the number of items, data/ is not looked at: make(synthetic) makes up the data, as pairs of a file's path in
    the archive and its bytes. The log says so. They are the same for each collaborator if make is.
    """
    if synthetic is not None:
        return make_up(name, synthetic, make)
    path = DATA / name
    if files is not None:
        return find_files(path, address, files)
    if path.exists():
        return path
    if archive is None:
        raise DataError(f"{path} is missing. README.md describes what belongs there.")
    packed = DATA / archive
    put_there = packed.exists()
    if not put_there:
        download(address, packed, f"Put the archive there as {packed}, or its content as {path}.", sha384)
    try:
        found = zipfile.Path(zipfile.ZipFile(packed)) / name
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{packed} is damaged or not a zip ({error}). Replace it with a complete one.") from None
    if not found.exists():
        raise DataError(f"{packed} does not contain {name}. Put {path} there, or an archive that contains it.")
    if put_there and sha384 is not None:
        compare(packed, sha384)
    return found


def find_files(directory, address, published):
    """Returns a directory that has all published files. Each has its name and SHA-256 in the dictionary."""
    for name, sha256 in published.items():
        target = directory / name
        if target.exists():
            compare(target, sha256, "file")
        else:
            download(address and f"{address}/{name}", target, f"Put the file there as {target}.", sha256)
    return directory


def make_up(name, count, make):
    """Returns the directory or file of this name in an archive in memory."""
    if make is None:
        raise DataError("This workspace cannot make up data. Remove source.synthetic from plan/plan.yaml.")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise DataError(f"plan/plan.yaml: source.synthetic is {count!r}; expected the number of items to make up.")
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for file, content in make(count):
            archive.writestr(file, content)
    logger.warning(
        "THE DATA ARE MADE UP (source.synthetic in plan/plan.yaml): %d items. The model learns nothing about the real world.", count
    )
    archive = zipfile.ZipFile(memory)
    # Messages begin with it.
    archive.filename = "synthetic"
    return zipfile.Path(archive) / name


def checksum(published):
    """Returns the checksum's name, and an object that computes it: SHA-256 or SHA-384, as the published one's length says."""
    bits = 4 * len(published) if published is not None else 384
    return f"SHA-{bits}", hashlib.new(f"sha{bits}")


def compare(path, published, what="archive"):
    """Logs whether an archive or a file is the published one."""
    algorithm, digest = checksum(published)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    if digest.hexdigest() == published:
        logger.info("%s is the published %s", path, what)
    else:
        logger.warning(
            "%s is not the published %s, but is used anyway. %s:\n    published  %s\n    this one   %s",
            path,
            what,
            algorithm,
            published,
            digest.hexdigest(),
        )


def read(path):
    """Returns the bytes of a file in a directory or an archive. In an archive the file's checksum is verified."""
    try:
        return path.read_bytes()
    except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}.") from None


def files(directory, *suffixes):
    """Returns the files of a directory with one of these suffixes, such as .jpg, sorted by name; at least one."""
    if not directory.is_dir():
        raise DataError(f"{directory} is missing or not a directory. README.md describes what belongs there.")
    found = sorted(
        (path for path in directory.iterdir() if not path.name.startswith(".") and path.name.lower().endswith(suffixes)),
        key=lambda path: path.name,
    )
    if not found:
        raise DataError(f"{directory} contains no {' or '.join(suffixes)} file.")
    return found


def parse_shard(data_path, count):
    """Returns the number of this collaborator's shard from plan/data.yaml, from 1 to the plan's collaborator_count."""
    text = str(data_path).strip()
    if not text.isdecimal() or not 1 <= int(text) <= count:
        raise DataError(f"plan/data.yaml names shard '{text}'; the plan's collaborator_count allows 1 to {count}.")
    return int(text)


def share(items, shard, count):
    """Returns the items of one shard: every count-th item."""
    return items[shard - 1 :: count]


def deal(items, shard, count, validation_share, seed=None):
    """Returns the items of one shard as two lists that are not empty: for training, and the last ones for validation.

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


def download(address, target, by_hand, published=None):
    """Downloads a file next to its target, and moves it there when it is complete and has the published checksum."""
    if address is None:
        raise DataError(f"{target} is missing. {by_hand}")
    if not os.access(DATA, os.W_OK):
        raise DataError(f"{target} is missing, and {DATA}/ is read-only here. {by_hand} It is published at {address}")
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(exist_ok=True)
        algorithm, digest = checksum(published)
        received = fetch_with_patience(address, part, digest)
        if published is not None and received != published:
            raise DataError(
                f"{address} gave another file than the published one, so it was removed. {algorithm}:\n"
                f"    expected  {published}\n    received  {received}\n{by_hand}"
            )
        os.replace(part, target)
    except (OSError, http.client.HTTPException) as error:
        raise DataError(f"{target} is missing and could not be downloaded ({error}). {by_hand} It is at {address}") from None
    finally:
        part.unlink(missing_ok=True)


def fetch_with_patience(address, part, digest):
    for attempt in range(1, ATTEMPTS):
        try:
            return fetch(address, part, digest.copy())
        except (OSError, http.client.HTTPException) as error:
            logger.warning("Attempt %d of %d to download %s failed: %s", attempt, ATTEMPTS, address, error)
            time.sleep(SECONDS_BETWEEN_ATTEMPTS)
    return fetch(address, part, digest)


def fetch(address, part, digest):
    """Writes the response of the address to a file and returns its checksum. Logs the progress every 10 %."""
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
