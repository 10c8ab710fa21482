import * as declared from './operations.js';
import { type Operation } from '../operation/operation.js';

/** Routes, OpenAPI and the proof that each operation has one handler start from this list. */
export const OPERATIONS: readonly Operation[] =
  Object.values<unknown>(declared).filter(isOperation);

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'runsIn' in value && 'statusOf' in value;
}
