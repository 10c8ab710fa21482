import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Folder → the folders of the same room that its files import. Specs and generated files do not count. */
type FolderGraph = ReadonlyMap<string, ReadonlySet<string>>;

const NOT_OURS = /\.spec\.ts$|(^|\/)generated\//;

/** Reads a room's `src`; the root counts as a folder too, named `.`. */
export async function folderGraph(source: string): Promise<FolderGraph> {
  const graph = new Map<string, Set<string>>();
  const entries = await readdir(source, { recursive: true });
  const files = entries.filter((name) => /\.ts$/.test(name) && !NOT_OURS.test(name));
  await Promise.all(
    files.map(async (name) => {
      const file = join(source, name);
      const folder = folderOf(source, file);
      const imported = graph.get(folder) ?? new Set();
      graph.set(folder, imported);
      for (const target of importsOf(file, await readFile(file, 'utf8'))) {
        const other = folderOf(source, target);
        if (other !== folder && !other.startsWith('..')) imported.add(other);
      }
    }),
  );
  return graph;
}

const folderOf = (source: string, file: string): string =>
  relative(source, dirname(file)).replaceAll('\\', '/') || '.';

function importsOf(file: string, text: string): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => resolve(dirname(file), name));
}

/** The groups of folders that import each other in a circle, found with Tarjan's algorithm. */
export function folderCycles(graph: FolderGraph): string[][] {
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];

  const visit = (folder: string): number => {
    let low = index.size;
    index.set(folder, low);
    open.push(folder);
    for (const next of graph.get(folder) ?? []) {
      if (!index.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, lowest.get(next) ?? index.get(next) ?? low);
    }
    lowest.set(folder, low);
    if (low === index.get(folder)) {
      const group = open.splice(open.indexOf(folder)).sort();
      if (group.length > 1) cycles.push(group);
    }
    return low;
  };

  for (const folder of [...graph.keys()].sort()) if (!index.has(folder)) visit(folder);
  return cycles;
}
