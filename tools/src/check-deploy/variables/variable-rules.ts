import { type Complaints } from '../report.js';

/** What the runtime reads itself. */
const OF_THE_RUNTIME = new Set(['NODE_OPTIONS']);

/**
 * Settings that the chart and the compose file already have and an app does not read yet: they come with sessions and
 * webhooks. An entry that an app has learnt is reported too, so that this list ends empty.
 */
const AWAITED: Readonly<Record<string, readonly string[]>> = {
  'api-gateway': ['ALLOW_PRIVATE_URLS'],
  'delivery-worker': ['ALLOW_PRIVATE_URLS'],
};

/** A name that its app does not know is a setting that silently does nothing. */
export function complaintsAboutVariables(
  app: string,
  given: readonly string[],
  known: ReadonlySet<string>,
  awaited: readonly string[] = AWAITED[app] ?? [],
): Complaints {
  const unknown = given.filter(
    (name) => !known.has(name) && !awaited.includes(name) && !OF_THE_RUNTIME.has(name),
  );
  return [
    ...unknown.map((name) => `${app} is given ${name}, which it does not know`),
    ...awaited
      .filter((name) => known.has(name))
      .map((name) => `${app} knows ${name} now: it is no longer awaited`),
  ];
}
