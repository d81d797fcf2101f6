// The rules and the score of docs/plan-format.md, read a third time: what a seat is worth to a person, and
// which seats nobody can have together. Nothing here knows how the planner works.

const minute = 60_000;
const slack = 1e-6;

/** The great-circle distance in km, R = 6371.0088, by the spherical law of cosines in its stable (atan2) form. */
export function km(a, b) {
  const rad = Math.PI / 180;
  const [p, q, l] = [a.lat * rad, b.lat * rad, (b.lon - a.lon) * rad];
  const y = Math.hypot(Math.cos(q) * Math.sin(l), Math.cos(p) * Math.sin(q) - Math.sin(p) * Math.cos(q) * Math.cos(l));
  return 6371.0088 * Math.atan2(y, Math.sin(p) * Math.sin(q) + Math.cos(p) * Math.cos(q) * Math.cos(l));
}

/** Reads times, days and places into numbers; gives every shift its day, minutes and cell. */
export function prepare(problem) {
  const start = Date.parse(problem.start);
  const communes = new Map(problem.communes.map((c) => [c.id, c]));
  const shifts = problem.shifts.map((s, index) => {
    const [from, to] = [Date.parse(s.start), Date.parse(s.end)];
    const day = Math.floor((from - start) / (24 * 60 * minute));
    return { ...s, index, from, to, day, minutes: (to - from) / minute, priority: s.priority ?? 1, cell: `${s.commune}/${day}` };
  });
  return { ...problem, communes, shifts, pinned: problem.pinned ?? [], current: problem.current ?? [] };
}

/** Whether a person may take a seat of a role, whatever else they do. */
export function mayTake(problem, person, shift, role) {
  return (
    (person.skills[role.skill] ?? 0) >= (role.level ?? 1) &&
    (!role.kind || role.kind === person.kind) &&
    !(person.avoid ?? []).includes(shift.commune) &&
    km(problem.communes.get(person.home), problem.communes.get(shift.commune)) <= person.maxKm + 1e-9 &&
    person.available.some((w) => Date.parse(w.start) <= shift.from && shift.to <= Date.parse(w.end))
  );
}

/** Whether one person can't serve at both shifts: they overlap, lie too far apart, or leave too little rest. */
export function clash(problem, one, other) {
  const [a, b] = one.from < other.from || (one.from === other.from && one.to <= other.to) ? [one, other] : [other, one];
  const gap = (b.from - a.to) / minute;
  if (gap < 0) return true;
  if (a.day !== b.day) return gap < problem.rules.minRestMinutes;
  if (a.commune === b.commune) return false;
  const way = (km(problem.communes.get(a.commune), problem.communes.get(b.commune)) / problem.rules.travelKmh) * 60;
  return gap + slack < way;
}

/** What an assignment is worth besides cover, floors and load: the way there, what is preferred, what is kept. */
export function taste(problem, person, shift, role) {
  const { kmWeight, preferWeight, keepWeight } = problem.rules;
  const way = km(problem.communes.get(person.home), problem.communes.get(shift.commune));
  const kept = problem.current.some((a) => a.person === person.id && a.shift === shift.id && a.role === role.role);
  return -kmWeight * way + ((person.prefer ?? []).includes(shift.commune) ? preferWeight : 0) + (kept ? keepWeight : 0);
}
