import {
  type AccountReference,
  ContractError,
  isBroken,
  judgeAccountName,
  parseAccountReference,
} from '@starling/contract';
import { type Account, type Accounts } from '@starling/storage';

/** The account whose id or name stands in the path. Throws `AccountNotFound`. */
export const ensureNamedAccount = (
  accounts: Accounts,
  params: Readonly<Record<string, string>>,
): Promise<Account> => ensureAccount(accounts, parseAccountReference(params['account'] ?? ''));

export async function ensureAccount(
  accounts: Accounts,
  reference: AccountReference,
): Promise<Account> {
  const account = mayExist(reference) ? await accounts.find(reference) : undefined;
  if (!account) throw new ContractError('AccountNotFound');
  return account;
}

/** What no account can be called need not be looked up; Postgres would even refuse some of it. */
const mayExist = (reference: AccountReference): boolean =>
  reference.kind === 'id' || !isBroken(judgeAccountName(reference.name));
