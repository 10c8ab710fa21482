import { readFile } from 'node:fs/promises';

const README = new URL('../../../README.md', import.meta.url);

/** The fenced shell blocks of one section of the README, in order. */
export async function blocksOf(section: string): Promise<readonly string[]> {
  const text = await readFile(README, 'utf8');
  const [, after] = text.split(`\n## ${section}\n`);
  if (after === undefined) throw new Error(`The README has no section ${section}.`);
  const [body = ''] = after.split('\n## ');
  return [...body.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
}
