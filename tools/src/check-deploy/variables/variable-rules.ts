import { type Complaints } from '../runner/report.js';

/** What the runtime reads itself. */
const OF_THE_RUNTIME = new Set(['NODE_OPTIONS']);

/** A name that its app does not know is a setting that silently does nothing. */
export const complaintsAboutVariables = (
  app: string,
  given: readonly string[],
  known: ReadonlySet<string>,
): Complaints =>
  given
    .filter((name) => !known.has(name) && !OF_THE_RUNTIME.has(name))
    .map((name) => `${app} is given ${name}, which it does not know`);
