import { ContractError, type Operation } from '@starling/contract';

/** Makes the error of a body that is wrong, in the form that the operation has declared. */
export type InvalidBody = (detail: string) => ContractError;

export const invalidBodyOf =
  ({ invalidBody }: Operation): InvalidBody =>
  (detail) =>
    invalidBody === 'InvalidRequestBody'
      ? new ContractError('InvalidRequestBody')
      : new ContractError('InvalidRequestBodyDetail', { detail });

export const NOT_JSON = 'not valid JSON';
export const NOT_JSON_TYPE = 'expected application/json';
