import * as declared from './operations.js';
import { type Operation } from '../operation/operation.js';

/** The list of all operations: routes, the OpenAPI document and the check of handlers are made from it. */
export const OPERATIONS: readonly Operation[] =
  Object.values<unknown>(declared).filter(isOperation);

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'runsIn' in value && 'statusOf' in value;
}
