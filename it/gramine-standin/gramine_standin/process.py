"""The program natively: exactly the manifest's environment, arguments and start directory, signals as Gramine treats them."""

import os
import signal
import subprocess

from . import Refusal, interpreter


def environment(loader, host, files, read_list):
    result = dict(host) if loader.get("insecure__use_host_env") else {}
    if "env_src_file" in loader:
        result.update(entry.split("=", 1) for entry in read_list(loader["env_src_file"], "loader.env_src_file", files))
    for key, value in loader.get("env", {}).items():
        if isinstance(value, str):
            result[key] = value
        elif "value" in value:
            result[key] = value["value"]
        elif key in host:
            result[key] = host[key]
    return result


def arguments(manifest, extra, files, read_list):
    """Arguments of the command line are thrown away where the manifest gives any; fatal where nothing allows them."""
    loader = manifest["loader"]
    if "argv" in loader:
        return loader["argv"] or [manifest["libos"]["entrypoint"]]
    if "argv_src_file" in loader:
        return read_list(loader["argv_src_file"], "loader.argv_src_file", files)
    if extra and not loader.get("insecure__use_cmdline_argv"):
        raise Refusal(
            f"arguments {extra!r} were given: expected none, as the manifest has neither loader.argv nor "
            "loader.argv_src_file nor loader.insecure__use_cmdline_argv"
        )
    return [manifest["libos"]["entrypoint"], *extra]


def program(manifest, mounts, files, environment):
    """The host path of libos.entrypoint; it and its ELF interpreter have to be listed."""
    name = manifest["libos"]["entrypoint"]
    path = mounts.to_host(os.path.normpath(os.path.join("/", name)))
    if path is None or not os.path.isfile(path):
        raise Refusal(f"libos.entrypoint = {name!r}: no such file in the mounts")
    if not files.is_listed(path):
        raise Refusal(f"libos.entrypoint: {path} is neither trusted nor allowed")
    requested = interpreter.requested_by(path)
    if requested:
        found = interpreter.looked_up(requested, environment, mounts)
        if found is None:
            raise Refusal(f"{requested}, which {path} needs, is in no directory of LD_LIBRARY_PATH, /lib, /lib64")
        if not files.is_listed(found):
            raise Refusal(f"{found}, which {path} needs, is neither trusted nor allowed")
    return path


def start_directory(manifest, mounts):
    name = manifest["fs"].get("start_dir", "/")
    path = os.path.normpath(os.path.join("/", name))
    directory = mounts.to_host(path) or path
    # "/" of a tmpfs root is not the host's, but there is nothing else to start in.
    if not os.path.isdir(directory):
        raise Refusal(f"fs.start_dir = {name!r}: no such directory")
    return directory


def children(parent):
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as file:
                    if int(file.read().rsplit(b")", 1)[1].split()[1]) == parent:
                        found.append(int(entry))
            except OSError:
                pass
    return found


def run(command, executable, environment, directory, forward_sigterm, traced):
    """Runs it and gives its exit status. SIGTERM reaches it only where the manifest says so; a terminal's SIGINT always."""
    process = None
    waiting = []

    def on_sigterm(number, _):
        if not forward_sigterm:
            return
        if process is None:
            waiting.append(number)
        else:
            for pid in children(process.pid) if traced else [process.pid]:
                os.kill(pid, number)

    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, on_sigterm)
    process = subprocess.Popen(command, executable=executable, env=environment, cwd=directory)
    for number in waiting:
        on_sigterm(number, None)
    status = process.wait()
    return 128 - status if status < 0 else status
