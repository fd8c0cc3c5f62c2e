"""The same matching as ours, by somebody else's solver: OR-Tools CP-SAT or HiGHS, two threads.

peer_match.py cp-sat|highs INSTANCE SECONDS: the instance in the format of `alongside solve`.
Level by level, no gap allowed: most needs met in tier 4, then 3, 2, 1, then the most fit; each level proved becomes a
row of the next. Building the model is measured, reading the file is not.
Prints seconds, "proven" or "stopped", needs met in tiers 4 to 1, and fit.
"""

import json
import sys
import time


class CpSat:
    def __init__(self, instance):
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.x = [self.model.new_bool_var("") for _ in instance["pairs"]]
        self.chosen = None

    def row(self, at, weights, low, high):
        terms = [self.x[one] for one in at]
        total = self.cp.LinearExpr.weighted_sum(terms, weights)
        if low is not None:
            self.model.add(total >= low)
        if high is not None:
            self.model.add(total <= high)

    def most(self, at, weights, seconds):
        terms = [self.x[one] for one in at]
        self.model.maximize(self.cp.LinearExpr.weighted_sum(terms, weights))
        if self.chosen is not None:
            self.model.clear_hints()
            for one, taken in zip(self.x, self.chosen):
                self.model.add_hint(one, taken)
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 2
        solver.parameters.max_time_in_seconds = max(seconds, 0.001)
        status = solver.solve(self.model)
        if status in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            self.chosen = [solver.value(one) for one in self.x]
        return status == self.cp.OPTIMAL


class Highs:
    def __init__(self, instance):
        import highspy
        import numpy

        self.np, self.highspy = numpy, highspy
        self.h = highspy.Highs()
        self.h.setOptionValue("output_flag", False)
        self.h.setOptionValue("threads", 2)
        self.h.setOptionValue("mip_rel_gap", 0.0)
        # Every objective is a whole number: closer than one is there.
        self.h.setOptionValue("mip_abs_gap", 0.99)
        count = len(instance["pairs"])
        self.count = count
        for _ in range(count):
            self.h.addVar(0.0, 1.0)
        every = numpy.arange(count, dtype=numpy.int32)
        whole = numpy.full(count, highspy.HighsVarType.kInteger)
        self.h.changeColsIntegrality(count, every, whole)
        self.h.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.chosen = None

    def row(self, at, weights, low, high):
        free = self.highspy.kHighsInf
        self.h.addRow(
            -free if low is None else float(low),
            free if high is None else float(high),
            len(at),
            self.np.array(at, dtype=self.np.int32),
            self.np.array(weights, dtype=self.np.double),
        )

    def most(self, at, weights, seconds):
        cost = self.np.zeros(self.count)
        cost[at] = weights
        self.h.changeColsCost(self.count, self.np.arange(self.count, dtype=self.np.int32), cost)
        # Its clock runs on from level to level.
        until = self.h.getRunTime() + max(seconds, 0.001)
        self.h.setOptionValue("time_limit", until)
        self.h.run()
        value = self.h.getSolution().col_value
        if self.h.getInfo().primal_solution_status == 2:
            self.chosen = [round(one) for one in value]
        return self.h.getModelStatus() == self.highspy.HighsModelStatus.kOptimal


def main(engine, path, seconds):
    with open(path, encoding="utf-8") as file:
        instance = json.load(file)
    if instance.get("pins") or instance.get("exclusions"):
        sys.exit("pins and exclusions are ours alone: this compares bare instances")
    tier = {need["id"]: need["tier"] for need in instance["needs"]}
    days = {need["id"]: need["days"] for need in instance["needs"]}
    pairs = instance["pairs"]
    by_need, by_leader = {}, {}
    for at, pair in enumerate(pairs):
        by_need.setdefault(pair["need"], []).append(at)
        by_leader.setdefault(pair["leader"], []).append(at)
    # Importing the solver is not solving.
    (__import__("ortools.sat.python.cp_model") if engine == "cp-sat" else __import__("highspy"))
    began = time.perf_counter()
    model = {"cp-sat": CpSat, "highs": Highs}[engine](instance)
    for at in by_need.values():
        model.row(at, [1] * len(at), None, 1)
    for leader in instance["leaders"]:
        at = by_leader.get(leader["id"], [])
        if at:
            model.row(at, [days[pairs[one]["need"]] for one in at], None, leader["days"])
            model.row(at, [1] * len(at), None, leader["max_deployments"])
    left = lambda: seconds - (time.perf_counter() - began)
    proven, met = True, []
    for rank in (4, 3, 2, 1):
        at = [one for one, pair in enumerate(pairs) if tier[pair["need"]] == rank]
        count = 0
        if at:
            proven = model.most(at, [1] * len(at), left()) and proven
            count = sum(model.chosen[one] for one in at) if model.chosen else 0
            model.row(at, [1] * len(at), count, None)
        met.append(count)
    every = list(range(len(pairs)))
    fits = [pair["fit"] for pair in pairs]
    proven = model.most(every, fits, left()) and proven
    took = time.perf_counter() - began
    chosen = model.chosen or []
    met = [
        sum(1 for one, pair in zip(chosen, pairs) if one and tier[pair["need"]] == rank)
        for rank in (4, 3, 2, 1)
    ]
    fit = sum(pair["fit"] for one, pair in zip(chosen, pairs) if one)
    words = "proven" if proven else "stopped"
    print(took, words, *met, fit)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
