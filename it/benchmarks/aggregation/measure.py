"""Runs the same federation with one more cure each time, or with more and more collaborators; prints a table of what each costs.
The many collaborators of small, large, part and trial are threads of one process (driver.py)."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import yaml

BENCHMARK, TEMPLATES, PACKAGE = Path(__file__).parent, Path("/templates"), Path("/package/openfl_gramine")
FX = [sys.executable, "-B", "-c", "import sys; from openfl.interface.cli import entry; sys.exit(entry())"]

# Of the U-Net's first layer: 31 and half a million parameters.
LARGE, SMALL, TINY = 64, 8, 1

# Those of gramine.keepMemory.
KEEP_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "17179869184",
    "MALLOC_TOP_PAD_": "268435456",
}


# That of every aggregator's manifest.
ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}


def as_openfl(plan, names):
    """What OpenFL's own templates and defaults have."""
    settings = plan["aggregator"]["settings"]
    plan["aggregator"]["template"] = "openfl.component.Aggregator"
    del settings["task_interval"]
    settings.update(persist_checkpoint=True, persistent_db_path="local_state/tensor.db")
    plan["network"]["settings"]["client_reconnect_interval"] = 5


def without_checkpoint(plan, names):
    as_openfl(plan, names)
    plan["aggregator"]["settings"]["persist_checkpoint"] = False


def without_index(plan, names):
    plan["aggregator"]["template"] = "src.prompt.PromptAggregator"


def as_templates(plan, names):
    pass


def quarter(plan, names):
    """A quarter of the collaborators trains in each round; the others have no task, and the round does not wait for them."""
    count = len(names)
    plan["assigner"]["settings"]["task_groups"][0]["percentage"] = 0.25
    plan["assigner"]["settings"]["task_groups"].append({"name": "resting", "percentage": 0.75, "tasks": []})
    plan["straggler_handling_policy"] = {
        "template": "openfl.component.PercentagePolicy",
        "settings": {"percent_collaborators_needed": 0.25, "minimum_reporting": count // 4},
    }


RUNS = {
    "OpenFL's defaults": (as_openfl, {}),
    "`persist_checkpoint: false`": (without_checkpoint, {}),
    "plus short intervals": (without_index, {}),
    "plus the index and fewer copies": (as_templates, {}),
    "plus one heap: the templates": (as_templates, ONE_HEAP),
    "plus `gramine.keepMemory`": (as_templates, {**ONE_HEAP, **KEEP_MEMORY}),
}


def cures(rounds):
    print("| | whole s | a round s | aggregator CPU s, user + system | page faults | peak MB |\n|---|---|---|---|---|---|")
    for title, (change, environment) in RUNS.items():
        done = run(rounds, 2, LARGE, change, environment)
        used = done.aggregator
        print(
            f"| {title} | {done.whole:.1f} | {done.a_round:.1f} | {used.ru_utime:.1f} + {used.ru_stime:.1f} "
            f"| {used.ru_minflt:,} | {megabytes(used)} |",
            flush=True,
        )


def small(rounds, *collaborators):
    many(rounds, (("2 MB", SMALL),), collaborators)


def large(rounds, *collaborators):
    many(rounds, (("124 MB", LARGE),), collaborators)


def scale(rounds, *collaborators):
    print("| model | collaborators | a round s | aggregator CPU s a round | aggregator peak MB | collaborator peak MB |")
    print("|---|---|---|---|---|---|")
    for title, first_width in (("2 MB", SMALL), ("124 MB", LARGE)):
        for count in collaborators:
            done = run(rounds, count, first_width, as_templates, ONE_HEAP)
            seconds = (done.aggregator.ru_utime + done.aggregator.ru_stime) / rounds
            print(
                f"| {title} | {count} | {done.a_round:.1f} | {seconds:.1f} | {megabytes(done.aggregator)} "
                f"| {max(map(megabytes, done.collaborators))} |",
                flush=True,
            )


def trial(rounds, *collaborators):
    """The driver's own test."""
    many(rounds, (("0.03 MB", TINY),), collaborators)


def part(rounds, *collaborators):
    many(rounds, (("124 MB", LARGE),), collaborators, quarter)


def many(rounds, models, collaborators, change=as_templates):
    print("| model | collaborators | a round s | aggregator CPU s a round | aggregator peak MB | driver peak MB |")
    print("|---|---|---|---|---|---|")
    for title, first_width in models:
        for count in collaborators:
            done = run(rounds, count, first_width, change, ONE_HEAP, drive)
            seconds = (done.aggregator.ru_utime + done.aggregator.ru_stime) / rounds
            print(
                f"| {title} | {count} | {done.a_round:.1f} | {seconds:.1f} | {megabytes(done.aggregator)} "
                f"| {megabytes(done.collaborators[0])} |",
                flush=True,
            )


KINDS = ("cures", "scale", "small", "large", "part", "trial")


class Run(NamedTuple):
    """Seconds of the whole run and of a round (without the first, in which the collaborators start); resources used."""

    whole: float
    a_round: float
    aggregator: resource.struct_rusage
    collaborators: list


def megabytes(used):
    return used.ru_maxrss // 1024


def processes(names):
    return [begin({}, *FX, "collaborator", "start", "-n", name) for name in names]


def drive(names):
    return [begin({}, sys.executable, "-B", str(BENCHMARK / "driver.py"))]


def run(rounds, count, first_width, change, environment, start_collaborators=processes):
    names = [f"col{number + 1}" for number in range(count)]
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        os.chdir(folder)
        make_workspace(rounds, names, first_width, change)
        call("plan", "initialize", "-a", "localhost")
        start = time.monotonic()
        aggregator = begin(environment, *FX, "aggregator", "start")
        collaborators = start_collaborators(names)
        used = wait_for(aggregator, *collaborators)
        whole = time.monotonic() - start
        if used is None:
            sys.exit("\n".join(path.read_text()[-3000:] for path in sorted(Path().glob("*.log"))))
        seconds = [json.loads(line)["elapsed_seconds"] for line in Path("logs/aggregator_metrics.txt").open()]
        os.chdir("/")
    return Run(whole, sum(seconds[1:]) / (len(seconds) - 1), used[0], used[1:])


def wait_for(*actors):
    """Returns what each has used. If one fails, the others would wait for it for ever: ends them and returns None."""
    used = {}
    while len(used) < len(actors):
        pid, status, usage = os.wait3(0)
        used[pid] = usage
        if status:
            name = "aggregator" if pid == actors[0].pid else "collaborator"
            print(f"The {name} ended with {os.waitstatus_to_exitcode(status)} (-9: out of memory?)", file=sys.stderr)
            for actor in actors:
                if actor.pid not in used:
                    actor.kill()
                    actor.wait()
            return None
    return [used[actor.pid] for actor in actors]


def make_workspace(rounds, names, first_width, change):
    for part in ("plan", "save", "logs", "local_state", "cert"):
        os.mkdir(part)
    shutil.copytree(PACKAGE, "openfl_gramine")
    Path("src").mkdir()
    Path("src/__init__.py").touch()
    shutil.copy(BENCHMARK / "model.py", "src/model.py")
    # The templates' aggregator with OpenFL's own store.
    prompt = (PACKAGE / "aggregator.py").read_text().replace("aggregator.TensorDB = IndexedTensorDB", "pass")
    Path("src/prompt.py").write_text(prompt)
    text = (TEMPLATES / "common/plan/plan.yaml").read_text()
    for part in ("@aggregator.yaml@", "@experiment.yaml@"):
        text = text.replace(part, "")
    plan = yaml.safe_load(text.replace("@rounds@", str(rounds)).replace("@artifactId@", "large"))
    plan["data_loader"] = {"template": "src.model.NoData", "settings": {}}
    plan["task_runner"] = {"template": "src.model.LargeModel", "settings": {"first_width": first_width}}
    plan["tasks"] = {
        "aggregated_model_validation": {"function": "validate_task", "kwargs": {"apply": "global"}},
        "train": {"function": "train_task", "kwargs": {}},
        "locally_tuned_model_validation": {"function": "validate_task", "kwargs": {"apply": "local"}},
    }
    plan["network"]["settings"].update(use_tls=False, agg_port=50051)
    change(plan, names)
    Path("plan/plan.yaml").write_text(yaml.safe_dump(plan))
    Path("plan/cols.yaml").write_text(yaml.safe_dump({"collaborators": names}))
    Path("plan/data.yaml").write_text("".join(f"{name},{name}\n" for name in names))
    Path(".workspace").write_text("current_plan_name: default\n")


def begin(environment, *words):
    log = open("aggregator.log" if "aggregator" in words else "collaborators.log", "a")
    return subprocess.Popen(words, env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT)


def call(*words):
    done = subprocess.run([*FX, *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


if __name__ == "__main__":
    {name: globals()[name] for name in KINDS}[sys.argv[1]](*map(int, sys.argv[2:]))
