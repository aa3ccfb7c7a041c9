"""One run of what an aggregator and a collaborator construct from a plan, which notes each mistake and goes on."""

from .findings import Findings
from .order import try_plan

__all__ = ["Findings", "try_plan"]
