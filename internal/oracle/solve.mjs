// Usage: node solve.mjs [--seconds N] PROBLEM… prints one line of JSON for each problem: the best plan, its value, and a
// bound that the solver proves, which is the value itself when it finished in time.
import { readFileSync } from "node:fs";
import loadHighs from "highs";
import { build, tangent } from "./model.mjs";
import { prepare } from "./rules.mjs";

const highs = await loadHighs();
const files = process.argv.slice(2);
const seconds = files[0] === "--seconds" ? Number(files.splice(0, 2)[1]) : 3600;

for (const file of files) {
  const begun = performance.now();
  const answer = best(prepare(JSON.parse(readFileSync(file, "utf8"))), begun + seconds * 1000);
  console.log(JSON.stringify({ file, ...answer, seconds: (performance.now() - begun) / 1000 }));
}

/** Solves, adds tangents where the answer leaves a curve, and goes on until it leaves none. */
function best(problem, until) {
  const { programme, seats, curves } = build(problem);
  if (seats.length === 0) return { value: 0, bound: 0, assignments: [] };
  for (const c of curves) {
    const end = c.terms.reduce((sum, [, v]) => sum + v, 0);
    for (const share of [0, 0.25, 0.5, 0.75, 1]) programme.add(tangent(c, share * end));
  }
  return highs.withModel(programme.matrix(highs.constants), (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 1e-7, mip_feasibility_tolerance: 1e-9, primal_feasibility_tolerance: 1e-9 });
    for (;;) {
      model.options.set("time_limit", Math.max(1, (until - performance.now()) / 1000));
      model.run();
      const point = model.getSolution().colValue;
      const answer = { ...read(problem, seats, curves, point), bound: model.info.get("mip_dual_bound") };
      if (performance.now() > until || !cut(model, curves, point)) return answer;
    }
  });
}

/** Where a curve stands at a point. */
function along(c, point) {
  return c.terms.reduce((sum, [column, v]) => sum + v * Math.round(point[column]), 0);
}

function cut(model, curves, point) {
  const left = curves.filter((c) => c.sign * (point[c.column] - c.value(along(c, point))) > 1e-7);
  for (const c of left) {
    const t = tangent(c, along(c, point));
    model.addRow(t.lower, t.upper, { indices: t.terms.map(([i]) => i), values: t.terms.map(([, v]) => v) });
  }
  return left.length > 0;
}

/** The seats of an answer and what they are worth, curves and all. */
function read(problem, seats, curves, point) {
  const taken = seats.filter((s) => point[s.column] > 0.5);
  const floors = new Set(taken.filter((s) => s.role.floor).map((s) => s.role)).size;
  const terms = [...taken.map((s) => s.cost), ...curves.map((c) => c.sign * c.value(along(c, point)))];
  return {
    value: terms.reduce((sum, t) => sum + t, floors * problem.rules.floorWeight),
    assignments: taken.map((s) => ({ person: s.person.id, shift: s.shift.id, role: s.role.role })),
  };
}
