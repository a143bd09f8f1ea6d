#!/usr/bin/env python3
"""Times two commands in turn, A B A B …, and prints each one's figures and the ratio A/B pair by pair.

A shared machine drifts; the ratio of two runs that follow each other holds where an absolute time does not.
"""
import argparse
import os
import shlex
import statistics
import subprocess
import sys
import time


def run(command):
    """Runs a command without a shell and returns its wall time in seconds, its peak memory in MB and its exit code."""
    with open(os.devnull, "rb") as nothing, open(os.devnull, "wb") as nowhere:
        begin = time.monotonic()
        process = subprocess.Popen(shlex.split(command), stdin=nothing, stdout=nowhere, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"pairs: '{command}' ended with {process.returncode}:\n{errors.decode(errors='replace')}")
    return wall, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def clean_up(command):
    if command:
        subprocess.run(shlex.split(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def figures(values):
    return f"{min(values):8.3f} {statistics.median(values):8.3f} {max(values):8.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each command")
    parser.add_argument("--name-a", default="quayside")
    parser.add_argument("--name-b", default="peer")
    parser.add_argument("--after-a", help="command that undoes A; not timed")
    parser.add_argument("--after-b", help="command that undoes B; not timed")
    parser.add_argument("a")
    parser.add_argument("b")
    arguments = parser.parse_args()

    a, b = [], []
    for index in range(arguments.runs + 1):
        of_a = run(arguments.a)
        clean_up(arguments.after_a)
        of_b = run(arguments.b)
        clean_up(arguments.after_b)
        if index:  # the first pair warms up
            a.append(of_a)
            b.append(of_b)
    print(f"{'':24}      min   median      max")
    for name, runs in ((arguments.name_a, a), (arguments.name_b, b)):
        print(f"{name + ' wall (s)':24} {figures([r[0] for r in runs])}")
        print(f"{name + ' processor (s)':24} {figures([r[2] for r in runs])}")
        print(f"{name + ' peak memory (MB)':24} {figures([r[1] for r in runs])}")
    print(f"{'ratio of wall times':24} {figures([x[0] / y[0] for x, y in zip(a, b)])}")


main()
