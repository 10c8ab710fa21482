import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FRAGMENTS = 'libs/platform/src/config/variables.ts';
const KEY = /^\s+([A-Z][A-Z0-9_]*):/gm;
const SPREAD = /\.\.\.(\w+)/g;

/**
 * The variables in the schema of an app, with those that it takes from the platform. They are read from the source
 * text, because the schemas of apps cannot be imported here. Throws when the app has no schema.
 */
export function variablesKnownTo(app: string, root: string): ReadonlySet<string> {
  const files = globSync(`apps/${app}/src/**/*.config.ts`, { cwd: root });
  if (files.length === 0) throw new Error(`apps/${app} has no configuration schema`);
  const schemas = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const fragments = readFileSync(join(root, FRAGMENTS), 'utf8');
  return new Set([
    ...namesIn(schemas),
    ...[...schemas.matchAll(SPREAD)].flatMap(([, name]) =>
      namesIn(fragment(fragments, name ?? '')),
    ),
  ]);
}

const namesIn = (source: string): string[] =>
  [...source.matchAll(KEY)].map(([, name]) => name as string);

function fragment(source: string, name: string): string {
  const start = source.indexOf(`export const ${name} = {`);
  return start < 0 ? '' : source.slice(start, source.indexOf('\n};', start));
}
