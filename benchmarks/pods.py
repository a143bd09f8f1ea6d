#!/usr/bin/env python3
"""Makes many pods that nobody schedules, eight at a time.

pods.py KUBECONFIG NAMESPACE COUNT
"""
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ENVIRONMENT = [{"name": f"SETTING_{i}", "value": "x" * 60} for i in range(20)]
BATCH = 250


def pod(namespace, number):
    container = {"name": "app", "image": "registry.test/app:1", "env": ENVIRONMENT}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": f"pod-{number:05}", "namespace": namespace, "labels": {"app": "bench"}},
        "spec": {"schedulerName": "nobody", "containers": [container]},
    }


def create(kubeconfig, namespace, first, last):
    items = [pod(namespace, number) for number in range(first, last)]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"apiVersion": "v1", "kind": "List", "items": items}, file)
        file.flush()
        command = ["kubectl", "--kubeconfig", kubeconfig, "create", "-f", file.name]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def main(kubeconfig, namespace, count):
    with ThreadPoolExecutor(8) as threads:
        starts = range(0, count, BATCH)
        list(threads.map(lambda first: create(kubeconfig, namespace, first, min(first + BATCH, count)), starts))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
