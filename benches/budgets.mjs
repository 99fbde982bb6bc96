// Instructions that each piece of work may take: what was counted, and a tenth more for another compiler or C library.
// `npm test -- counts` holds `benches/run.mjs --count` against them. A piece of work without a bound is a mistake.

/** Adds a tenth. */
const about = (counted) => Math.ceil(counted * 1.1)

export const BUDGETS = {
  'encode, 4 purposes': about(15_341),
  'encode, 29 purposes': about(37_098),
  'decode, 4 purposes': about(20_480),
  'decode, 29 purposes': about(61_605),
  'expression of one name': about(714),
  'expression of five names': about(3_684),
  'fingerprint, 10 services': about(9_061),
  'fingerprint, 200 services': about(167_116),
  'read a policy, 10 services': about(267_712),
  'read a policy, 200 services': about(4_831_166),
  'step: start with a record, 10 services': about(15_442),
  'step: start with a record, 200 services': about(879_869),
  'steps: start and accept all, 10 services': about(48_806),
  'steps: start and accept all, 200 services': about(2_515_346),
}

/** What is wrong with `rows` of `{ name, instructions }`: a line each. */
export function overruns(rows, budgets = BUDGETS) {
  const number = (value) => value.toLocaleString('en')
  const known = new Set(rows.map(({ name }) => name))
  return [
    ...rows.flatMap(({ name, instructions }) => {
      if (!Object.hasOwn(budgets, name)) return [`${name}: ${number(instructions)} instructions, and no bound in benches/budgets.mjs`]
      if (instructions > budgets[name]) return [`${name}: ${number(instructions)} instructions, more than ${number(budgets[name])}`]
      return []
    }),
    ...Object.keys(budgets)
      .filter((name) => !known.has(name))
      .map((name) => `${name}: a bound in benches/budgets.mjs, and no such work in benches/src/work.rs`),
  ]
}
