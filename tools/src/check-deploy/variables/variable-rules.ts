import { type Complaints } from '../runner/report.js';

/** Variables that Node reads. */
const READ_BY_NODE = new Set(['NODE_OPTIONS']);

/** A variable that the app does not know is a setting without effect. */
export const complaintsAboutVariables = (
  app: string,
  given: readonly string[],
  known: ReadonlySet<string>,
): Complaints =>
  given
    .filter((name) => !known.has(name) && !READ_BY_NODE.has(name))
    .map((name) => `${app} is given ${name}, which it does not know`);
