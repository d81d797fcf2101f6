// A problem as a mixed-integer programme: one binary for each seat that a person may have. The score's two curves,
// cover with falling returns and load that weighs more the more there is of it, are variables under their tangents;
// tangents are added where a solution lies until it lies on the curve (Kelley 1960), so what comes out is exact.
import { clash, mayTake, taste } from "./rules.mjs";

const inf = Number.POSITIVE_INFINITY;

/** Columns with what they are worth, rows with their limits. */
class Programme {
  columns = [];
  rows = [];

  column(cost, { upper = 1, whole = false, lower = 0 } = {}) {
    this.columns.push({ cost, lower, upper, whole });
    return this.columns.length - 1;
  }

  add(row) {
    this.rows.push(row);
  }

  row(lower, terms, upper) {
    this.add({ lower, terms, upper });
  }

  /** All of it in the solver's own form, row by row. */
  matrix({ objectiveSense, variableType }) {
    const starts = [0];
    for (const r of this.rows) starts.push(starts.at(-1) + r.terms.length);
    const terms = this.rows.flatMap((r) => r.terms);
    return {
      numCols: this.columns.length,
      numRows: this.rows.length,
      sense: objectiveSense.maximize,
      colCost: this.columns.map((c) => c.cost),
      colLower: this.columns.map((c) => c.lower),
      colUpper: this.columns.map((c) => c.upper),
      integrality: this.columns.map((c) => (c.whole ? variableType.integer : variableType.continuous)),
      rowLower: this.rows.map((r) => r.lower),
      rowUpper: this.rows.map((r) => r.upper),
      matrix: {
        format: "csr",
        numRows: this.rows.length,
        numCols: this.columns.length,
        starts,
        indices: terms.map(([column]) => column),
        values: terms.map(([, value]) => value),
      },
    };
  }
}

/** One curve of the score: its variable, its points, and what moves along it. */
function curve(column, sign, terms, value, slope) {
  return { column, sign, terms, value, slope };
}

/** Everything that the solver and the reader of its answer need. */
export function build(problem) {
  const m = new Programme();
  const seats = choices(problem, m);
  floors(problem, m, seats);
  limitRoles(m, seats);
  for (const person of problem.people) limitPerson(problem, m, person, seats.filter((s) => s.person === person));
  const curves = [...covers(problem, m, seats), ...loads(problem, m, seats)];
  return { programme: m, seats, curves };
}

function choices(problem, m) {
  const pinned = new Set(problem.pinned.map((a) => JSON.stringify([a.person, a.shift, a.role])));
  const seats = [];
  for (const person of problem.people) {
    for (const shift of problem.shifts) {
      for (const role of shift.roles) {
        if (!mayTake(problem, person, shift, role)) continue;
        const lower = pinned.has(JSON.stringify([person.id, shift.id, role.role])) ? 1 : 0;
        const cost = taste(problem, person, shift, role);
        seats.push({ person, shift, role, cost, column: m.column(cost, { whole: true, lower }) });
      }
    }
  }
  return seats;
}

function floors(problem, m, seats) {
  for (const [role, own] of grouped(seats, (s) => s.role)) {
    if (role.floor) m.row(0, [...own.map((s) => [s.column, 1]), [m.column(problem.rules.floorWeight), -1]], inf);
  }
}

function limitRoles(m, seats) {
  for (const [role, own] of grouped(seats, (s) => s.role)) m.row(-inf, own.map((s) => [s.column, 1]), role.seats);
}

function limitPerson(problem, m, person, own) {
  const byShift = [...grouped(own, (s) => s.shift)];
  byShift.forEach(([shift, these], i) => {
    m.row(-inf, these.map((s) => [s.column, 1]), 1);
    for (const [other, those] of byShift.slice(i + 1)) {
      if (clash(problem, shift, other)) m.row(-inf, [...these, ...those].map((s) => [s.column, 1]), 1);
    }
  });
  const days = new Map();
  for (const [day, these] of grouped(own, (s) => s.shift.day)) {
    m.row(-inf, these.map((s) => [s.column, s.shift.minutes]), person.maxMinutesPerDay);
    days.set(day, m.column(0));
    for (const s of these) m.row(-inf, [[s.column, 1], [days.get(day), -1]], 0);
  }
  for (const [week, these] of grouped(own, (s) => Math.floor(s.shift.day / 7))) {
    m.row(-inf, these.map((s) => [s.column, s.shift.minutes]), person.maxMinutesPerWeek);
    const worked = [...days].filter(([day]) => Math.floor(day / 7) === week).map(([, column]) => [column, 1]);
    m.row(-inf, worked, person.maxDaysPerWeek ?? 7);
  }
}

function covers(problem, m, seats) {
  const curves = [];
  for (const [cell, shifts] of grouped(problem.shifts, (s) => s.cell)) {
    const worth = (s) => (s.priority * s.minutes) / 60;
    const demand = shifts.reduce((sum, s) => sum + s.roles.reduce((n, r) => n + r.seats, 0) * worth(s), 0);
    if (demand === 0) continue;
    const terms = seats.filter((s) => s.shift.cell === cell).map((s) => [s.column, worth(s.shift)]);
    const value = (y) => demand - demand * (1 - y / demand) ** 2;
    curves.push(curve(m.column(1, { upper: demand }), 1, terms, value, (y) => 2 * (1 - y / demand)));
  }
  return curves;
}

function loads(problem, m, seats) {
  const curves = [];
  for (const own of grouped(seats, (s) => `${s.person.id} ${Math.floor(s.shift.day / 7)}`).values()) {
    const most = own[0].person.maxMinutesPerWeek;
    const weight = (problem.rules.loadWeight * most) / 60;
    const terms = own.map((s) => [s.column, s.shift.minutes]);
    if (weight === 0) continue;
    curves.push(curve(m.column(-1, { upper: weight }), -1, terms, (x) => weight * (x / most) ** 2, (x) => (2 * weight * x) / most ** 2));
  }
  return curves;
}

function grouped(list, key) {
  const groups = new Map();
  for (const item of list) {
    const k = key(item);
    if (!groups.has(k)) groups.set(k, []);
    groups.get(k).push(item);
  }
  return groups;
}

/** The tangent of a curve at a point, as a row: cover lies under it, load above it. */
export function tangent(c, at) {
  const slope = c.slope(at);
  const terms = [[c.column, 1], ...c.terms.map(([column, v]) => [column, -slope * v])];
  const height = c.value(at) - slope * at;
  return c.sign > 0 ? { lower: -inf, terms, upper: height } : { lower: height, terms, upper: inf };
}
