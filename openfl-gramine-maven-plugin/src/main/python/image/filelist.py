"""Lists every file of the image that is being built, each with its SHA-256, so that nobody has to read the image for it.

As the last step of a build it writes files.mtree: mtree(5) in its nested form, names as vis(3) has them. Called with
--ahead, as soon as all packages are there, it remembers the digests alone, in a layer that the engine's cache keeps:
after a change of the workspace's code the last step hashes only what is new. Python 3.10 to 3.12, as root; nothing but
the standard library. Where it fails there is no list, and the image is read instead.
"""

import hashlib
import marshal
import os
import re
import stat
import sys

DIRECTORY = b"opt/openfl-gramine"
LIST = b"files.mtree"
AHEAD = b".files-ahead"

TYPES = {
    stat.S_IFDIR: b"dir",
    stat.S_IFLNK: b"link",
    stat.S_IFCHR: b"char",
    stat.S_IFBLK: b"block",
    stat.S_IFIFO: b"fifo",
    stat.S_IFSOCK: b"socket",
}

# What could mean something else in such a list: blanks, the signs of keywords, comments, escapes and patterns.
ESCAPED = re.compile(rb"[^A-Za-z0-9!$%&'()+,./:;<>@^_`{|}~-]")

BLOCK = 1 << 18


def main(arguments, root=b"/"):
    """The tests give another root."""
    try:
        make_list(root, only_ahead=arguments == ["--ahead"])
        return 0
    except (OSError, EOFError, TypeError, ValueError) as error:
        print(f"openfl-gramine: no list of the image's files: {error}", file=sys.stderr)
        return 1


def make_list(root, only_ahead):
    directory = os.path.join(root, DIRECTORY)
    ahead = os.path.join(directory, AHEAD)
    known = read_known(ahead)
    ours = (ahead, os.path.join(directory, LIST), os.path.join(root, b".dockerenv"))
    entries = list(walk(root, mounts(), ours))
    digests = digest_all(entries, known)
    if only_ahead:
        write(ahead, [marshal.dumps(digests)])
    else:
        write(os.path.join(directory, LIST), lines(entries, digests))
        if known:
            os.remove(ahead)


def read_known(file):
    """Path to size, ctime and digest, as an earlier step left them. A file that was written since has another ctime."""
    try:
        with open(file, "rb") as known:
            return marshal.load(known)
    except FileNotFoundError:
        return {}


def mounts():
    """What is mounted while this runs (/proc, /etc/hosts, a cache of BuildKit's) is not the image's."""
    with open("/proc/self/mountinfo", "rb") as table:
        return {unescape(line.split()[4]) for line in table} - {b"/"}


def unescape(field):
    return re.sub(rb"\\([0-7]{3})", lambda code: bytes([int(code[1], 8)]), field)


def walk(root, mounted, ours):
    """Name, path, mode, size and ctime of each entry in the list's order; None where a directory ends."""
    open_directories = [(b".", root, stat.S_IFDIR, 0, 0)]
    while open_directories:
        directory = open_directories.pop()
        yield directory
        if directory is None:
            continue
        open_directories.append(None)
        if directory[1] in mounted:
            continue
        directories = []
        for entry in sorted(os.scandir(directory[1]), key=lambda entry: entry.name):
            status = entry.stat(follow_symlinks=False)
            found = (entry.name, entry.path, status.st_mode, status.st_size, status.st_ctime_ns)
            if stat.S_ISDIR(status.st_mode):
                directories.append(found)
            elif entry.path not in mounted and entry.path not in ours:
                yield found
        open_directories.extend(reversed(directories))


def digest_all(entries, known):
    """Path to size, ctime and digest of every regular file; what is not known is hashed, on all cores."""
    digests = {}
    new = []
    for entry in entries:
        if entry is not None and stat.S_ISREG(entry[2]):
            _, path, _, size, ctime = entry
            before = known.get(path)
            if before is not None and before[:2] == (size, ctime):
                digests[path] = before
            else:
                new.append((path, size, ctime))
    new.sort(key=lambda file: file[1], reverse=True)
    cores = len(os.sched_getaffinity(0))
    shares = [share for share in (new[core::cores] for core in range(cores)) if share]
    for share, hashed in zip(shares, in_parallel(shares)):
        for at, (path, size, ctime) in enumerate(share):
            digests[path] = (size, ctime, hashed[32 * at : 32 * at + 32])
    return digests


def in_parallel(shares):
    """The digests of each share, one after the other; every share but the first in a process of its own."""
    pipes = [in_child(share) for share in shares[1:]]
    results = [b"".join(map(digest, share)) for share in shares[:1]]
    for pipe in pipes:
        with open(pipe, "rb") as ending:
            results.append(ending.read())
    if [len(result) for result in results] != [32 * len(share) for share in shares]:
        raise OSError("a process that hashes has failed")
    return results


def in_child(share):
    ending, beginning = os.pipe()
    if os.fork():
        os.close(beginning)
        return ending
    try:
        with open(beginning, "wb") as pipe:
            pipe.write(b"".join(map(digest, share)))
    finally:
        os._exit(0)


def digest(file):
    path, size, _ = file
    sha256 = hashlib.sha256()
    buffer = memoryview(bytearray(min(BLOCK, size + 1)))
    with open(path, "rb", buffering=0) as content:
        while count := content.readinto(buffer):
            sha256.update(buffer[:count])
            size -= count
    if size:
        raise OSError(f"{path!r} changed while it was read")
    return sha256.digest()


def lines(entries, digests):
    yield b"#mtree\n# Every file of this image when its build ended, but for this list and what engines mount.\n"
    yield b"/set type=file\n"
    for entry in entries:
        if entry is None:
            yield b"..\n"
            continue
        name, path, mode, _, _ = entry
        if path in digests:
            size, _, sha256 = digests[path]
            yield b"%s size=%d sha256digest=%s\n" % (escape(name), size, sha256.hex().encode())
        elif stat.S_ISLNK(mode):
            yield b"%s type=link link=%s\n" % (escape(name), escape(os.readlink(path)))
        else:
            yield b"%s type=%s\n" % (escape(name), TYPES[stat.S_IFMT(mode)])


def escape(name):
    return ESCAPED.sub(lambda sign: b"\\%03o" % ord(sign[0]), name)


def write(file, content):
    """Whole or not at all."""
    beside = file + b".tmp"
    with open(beside, "wb") as out:
        out.writelines(content)
    os.replace(beside, file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
