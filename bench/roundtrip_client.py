"""Asks once a step, stays where it is, and tells on standard error what a question and its answer took, in milliseconds."""
import json
import sys
import time

problem = json.loads(input())
taken = []
for _ in range(problem["steps"]):
    begin = time.perf_counter()
    print(json.dumps({"evaluate": problem["start"]}), flush=True)
    json.loads(input())
    taken.append(time.perf_counter() - begin)
    print(json.dumps({"step": problem["start"]}), flush=True)
print(1000 * sum(taken) / len(taken), file=sys.stderr)
