import { fixed, worded } from './declaration.js';

export const OPERATOR_ERRORS = {
  WorkerNotFound: fixed(404, 'Worker not found'),
  AccountNotFound: fixed(404, 'Account not found'),
  AccountNameRequired: fixed(400, 'Account name is required'),
  InvalidAccountName: fixed(400, 'Invalid account name'),
  InvalidAccountToken: fixed(400, 'Invalid account token'),
  InvalidAllowedOrigin: fixed(400, 'Invalid allowed origin'),
  NoAccountFieldProvided: fixed(400, 'At least one field must be provided'),
  AccountNameTaken: fixed(409, 'Account name already exists'),
  TokenTaken: fixed(409, 'Token already exists'),
  InvalidQueryParameter: worded<{ name: string }>(
    400,
    ({ name }) => `Invalid query parameter: ${name}`,
  ),
} as const;
