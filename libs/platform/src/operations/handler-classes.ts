import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Operation } from '@starling/contract';
import { type Type } from '@nestjs/common';
import { operationOf } from './handles.js';

/** Nothing of ours is started by importing a file but these. */
const NOT_A_HANDLER = /(\.d|\.spec|\.config|\.module|^main)\.[jt]s$/;

/**
 * Finds every exported class that is marked with @Handles in the folder of an app, alone or in an exported list: a new
 * handler is a new file, or a new row of a table, and no edit elsewhere.
 */
export async function handlerClassesIn(folder: string): Promise<Type[]> {
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => /^\.[jt]s$/.test(extname(file)) && !NOT_A_HANDLER.test(file.split('/').at(-1) ?? ''),
  );
  const modules = await Promise.all(
    files.sort().map((file) => import(pathToFileURL(join(folder, file)).href) as Promise<object>),
  );
  return modules
    .flatMap((module): unknown[] => Object.values(module).flat())
    .filter(
      (value): value is Type => typeof value === 'function' && operationOf(value) !== undefined,
    );
}

/** Throws unless each operation of this place has exactly one handler here, and no handler is a stray. */
export function proveHandlers(
  operations: readonly Operation[],
  runsIn: Operation['runsIn'],
  classes: readonly Type[],
): void {
  const expected = operations.filter((operation) => operation.runsIn === runsIn);
  const complaints = [
    ...expected.flatMap((operation) => complaintAbout(operation, classes)),
    ...classes
      .filter((type) => operationOf(type)?.runsIn !== runsIn)
      .map((type) => `${type.name} handles an operation that does not run in the ${runsIn}`),
  ];
  if (complaints.length > 0)
    throw new Error(`Operations and handlers differ: ${complaints.join('; ')}.`);
}

function complaintAbout(operation: Operation, classes: readonly Type[]): string[] {
  const names = classes.filter((type) => operationOf(type) === operation).map((type) => type.name);
  if (names.length === 1) return [];
  return names.length === 0
    ? [`${operation.name} has no handler`]
    : [`${operation.name} has ${names.length} handlers (${names.join(', ')})`];
}
