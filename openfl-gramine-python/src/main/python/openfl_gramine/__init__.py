"""What OpenFL experiments share: data sets, task runners, and an aggregator for large models. Written for OpenFL 1.9."""
