import { type ErrorCode } from '../errors/catalogue.js';
import { type Operation } from '../operation/operation.js';
import { queryParameters } from './parameters.js';
import { pathParameterNames } from './path-template.js';

/**
 * Every error that an operation may answer, in the order in which a request meets the checks. Beside the codes of its
 * declaration these are the refusals of the gateway, and the failures on the way to the owner of a session.
 */
export function possibleErrors(operation: Operation): readonly ErrorCode[] {
  return [
    ...new Set<ErrorCode>([
      ...(operation.rateBucket === 'none' ? [] : (['RateLimitExceeded'] as const)),
      ...tokenErrors(operation),
      ...instanceErrors(operation),
      'BodyTooLarge',
      ...valueErrors(operation),
      ...(operation.runsIn === 'session' ? sessionErrors(operation) : []),
      ...operation.errors,
    ]),
  ];
}

/** The last code answers a failure that no handler has declared. */
function tokenErrors({ caller }: Operation): ErrorCode[] {
  if (caller === 'anyone') return [];
  return ['InvalidToken', caller === 'operator' ? 'Internal' : 'InstanceLookupFailed'];
}

function instanceErrors({ path, caller }: Operation): ErrorCode[] {
  if (!pathParameterNames(path).includes('instance')) return [];
  return [
    'InstanceNameRequired',
    ...(caller === 'either' ? (['WrongInstanceToken'] as const) : []),
    'InstanceNotFound',
  ];
}

/** A value of a wrong type in the body or the query, or a NUL character in either of them or in the path. */
function valueErrors(operation: Operation): ErrorCode[] {
  const { path, readsBody, invalidBody } = operation;
  const takesValues =
    readsBody || pathParameterNames(path).length > 0 || queryParameters(operation).length > 0;
  return [...(takesValues ? [invalidBody] : []), ...(readsBody ? (['ServerBusy'] as const) : [])];
}

function sessionErrors({ session, unanswered }: Operation): ErrorCode[] {
  return [
    'InstanceNotFound',
    'NoSessionWorker',
    unanswered,
    ...(session === 'owner' ? (['InstanceNotConnected', 'Internal'] as const) : []),
  ];
}
