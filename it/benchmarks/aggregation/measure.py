"""Runs the same federation with one more cure each time, and prints a table of what each costs."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

BENCHMARK, TEMPLATES = Path(__file__).parent, Path("/templates")
FX = [sys.executable, "-B", "-c", "import sys; from openfl.interface.cli import entry; sys.exit(entry())"]
COLLABORATORS = ("col1", "col2")

# Those of gramine.keepMemory.
KEEP_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "17179869184",
    "MALLOC_TOP_PAD_": "268435456",
}


def as_openfl(plan):
    """What OpenFL's own templates and defaults have."""
    settings = plan["aggregator"]["settings"]
    plan["aggregator"]["template"] = "openfl.component.Aggregator"
    del settings["task_interval"]
    settings.update(persist_checkpoint=True, persistent_db_path="local_state/tensor.db")
    plan["network"]["settings"]["client_reconnect_interval"] = 5


def without_checkpoint(plan):
    as_openfl(plan)
    plan["aggregator"]["settings"]["persist_checkpoint"] = False


def without_index(plan):
    plan["aggregator"]["template"] = "src.prompt.PromptAggregator"


def as_templates(plan):
    pass


RUNS = {
    "OpenFL's defaults": (as_openfl, {}),
    "`persist_checkpoint: false`": (without_checkpoint, {}),
    "and short intervals": (without_index, {}),
    "and `src/tensordb.py`: the templates": (as_templates, {}),
    "and `gramine.keepMemory`": (as_templates, KEEP_MEMORY),
}


def main(rounds):
    print("| | whole s | a round s | aggregator CPU s, user + system | page faults | peak MB |\n|---|---|---|---|---|---|")
    for title, (change, environment) in RUNS.items():
        print(f"| {title} | {' | '.join(run(rounds, change, environment))} |", flush=True)


def run(rounds, change, environment):
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        os.chdir(folder)
        make_workspace(rounds, change)
        call("plan", "initialize", "-a", "localhost")
        start = time.monotonic()
        aggregator = begin(environment, "aggregator", "start")
        collaborators = [begin(environment, "collaborator", "start", "-n", name) for name in COLLABORATORS]
        _, status, usage = os.wait4(aggregator.pid, 0)
        whole = time.monotonic() - start
        if status or any(each.wait() for each in collaborators):
            sys.exit(Path("aggregator.log").read_text())
        seconds = [json.loads(line)["elapsed_seconds"] for line in Path("logs/aggregator_metrics.txt").open()]
        os.chdir("/")
    # The first round begins before the collaborators have started.
    later = sum(seconds[1:]) / (len(seconds) - 1)
    return (
        f"{whole:.1f}",
        f"{later:.1f}",
        f"{usage.ru_utime:.1f} + {usage.ru_stime:.1f}",
        f"{usage.ru_minflt:,}",
        f"{usage.ru_maxrss // 1024}",
    )


def make_workspace(rounds, change):
    for part in ("plan", "save", "logs", "local_state", "cert"):
        os.mkdir(part)
    shutil.copytree(TEMPLATES / "common/src", "src")
    Path("src/__init__.py").touch()
    shutil.copy(BENCHMARK / "model.py", "src/model.py")
    # The aggregator of the templates with OpenFL's own store.
    prompt = Path("src/aggregator.py").read_text().replace("aggregator.TensorDB = IndexedTensorDB", "pass")
    Path("src/prompt.py").write_text(prompt)
    text = (TEMPLATES / "common/plan/plan.yaml").read_text().replace("@experiment.yaml@", "")
    plan = yaml.safe_load(text.replace("@rounds@", str(rounds)).replace("@artifactId@", "large"))
    plan["data_loader"] = {"template": "src.model.NoData", "settings": {}}
    plan["task_runner"] = {"template": "src.model.LargeModel", "settings": {}}
    plan["tasks"] = {
        "aggregated_model_validation": {"function": "validate_task", "kwargs": {"apply": "global"}},
        "train": {"function": "train_task", "kwargs": {}},
        "locally_tuned_model_validation": {"function": "validate_task", "kwargs": {"apply": "local"}},
    }
    plan["network"]["settings"].update(use_tls=False, agg_port=50051)
    change(plan)
    Path("plan/plan.yaml").write_text(yaml.safe_dump(plan))
    Path("plan/cols.yaml").write_text(yaml.safe_dump({"collaborators": list(COLLABORATORS)}))
    Path("plan/data.yaml").write_text("".join(f"{name},{name}\n" for name in COLLABORATORS))
    Path(".workspace").write_text("current_plan_name: default\n")


def begin(environment, *words):
    log = open(f"{words[0]}.log", "a")
    return subprocess.Popen([*FX, *words], env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT)


def call(*words):
    done = subprocess.run([*FX, *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]))
