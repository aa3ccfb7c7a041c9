"""What Gramine would hash of a run's trusted files, counted from the trace.

Gramine hashes a trusted file when it is first looked up, twice: whole, and its chunks. Then it hashes again what it hands out, in whole
chunks: the loader maps a library once over its whole length and once more segment by segment; other files are read from their
beginning to their end each time they are opened.
"""

import os
from collections import Counter

CHUNK = 16 << 10
MEGABYTE = 1_000_000


class Hashed:
    """Bytes, and the files they are of. Only files that are trusted and not allowed as well are hashed."""

    def __init__(self, files):
        self._files = files
        self._sizes = {}
        self._opens = Counter()
        self._mapped = Counter()

    def opened(self, host):
        if self._files.is_trusted(host):
            self._sizes.setdefault(host, os.path.getsize(host))
            self._opens[host] += 1

    def mapped(self, host, offset, length):
        if host in self._sizes:
            self._mapped[host] += chunks(min(length, self._sizes[host] - offset))

    @property
    def at_look_up(self):
        return 2 * sum(self._sizes.values())

    @property
    def in_mappings(self):
        return sum(self._mapped.values())

    @property
    def in_reads(self):
        """Of a library the loader reads the beginning."""
        return sum(
            times * chunks(1 if host in self._mapped else self._sizes[host]) for host, times in self._opens.items()
        )

    @property
    def libraries(self):
        """The sizes of the files that were mapped, by name."""
        return {host: self._sizes[host] for host in self._mapped}

    def lines(self):
        libraries = self.libraries
        yield (
            f"opened {len(libraries)} libraries with {sum(libraries.values()) / MEGABYTE:.1f} MB and"
            f" {len(self._sizes) - len(libraries)} other trusted files with"
            f" {(sum(self._sizes.values()) - sum(libraries.values())) / MEGABYTE:.1f} MB"
        )
        yield (
            f"Gramine would hash {(self.at_look_up + self.in_mappings + self.in_reads) / MEGABYTE:.1f} MB:"
            f" {self.at_look_up / MEGABYTE:.1f} MB when they are looked up, {self.in_mappings / MEGABYTE:.1f} MB as they are"
            f" mapped, {self.in_reads / MEGABYTE:.1f} MB as they are read"
        )


def chunks(length):
    return max(0, -(-length // CHUNK) * CHUNK)
