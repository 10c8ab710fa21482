import { randomUUID } from 'node:crypto';
import { type AccountChange, type AccountReference, type AccountStatus } from '@starling/contract';
import { type Database } from '../database/database.js';
import { isRowMissing, isUniqueViolation } from '../database/prisma-errors.js';
import { type DataKeys } from '../encryption/data-keys.js';
import { StorageError } from '../errors/storage-error.js';
import { type Prisma } from '../generated/client.js';
import { type AccountId } from '../tenancy/ids.js';
import { type Tokens } from '../tokens/tokens.js';
import { type Account, toAccount, toColumns } from './account.js';
import { decodeCursor, encodeCursor } from './account-cursor.js';

export type NewAccount = AccountChange & { readonly name: string; readonly token: string };

export interface AccountPage {
  readonly accounts: readonly Account[];
  readonly nextCursor: string | null;
}

export interface AccountListing {
  readonly status?: AccountStatus | undefined;
  /** A part of the name, in any case. */
  readonly name?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The operator's view: the only repository beside the audit log that stands above all tenants. */
export class Accounts {
  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly dataKeys: DataKeys,
  ) {}

  /** Throws `AccountNameTaken` or `TokenTaken`. */
  async create({ name, token, ...change }: NewAccount): Promise<Account> {
    const id = randomUUID() as AccountId;
    return this.database.transaction(async (queries) => {
      const [row] = await queries.account.createManyAndReturn({
        data: { id, ...toColumns(change), name },
        skipDuplicates: true,
      });
      if (row === undefined) throw new StorageError('AccountNameTaken');
      const claimed = await this.tokens.claim(queries, token, { accountId: id });
      if (!claimed) throw new StorageError('TokenTaken');
      await this.dataKeys.createFor(id, queries);
      return toAccount(row);
    });
  }

  async find(reference: AccountReference): Promise<Account | undefined> {
    const where = reference.kind === 'id' ? { id: reference.id } : { name: reference.name };
    const row = await this.database.client.account.findUnique({ where });
    return row ? toAccount(row) : undefined;
  }

  /** Oldest first. Throws `InvalidCursor`. */
  async list({ status, name, limit, cursor }: AccountListing): Promise<AccountPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await this.database.client.account.findMany({
      where: {
        ...(status && { status }),
        ...(name && { name: { contains: escapePattern(name), mode: 'insensitive' } }),
        ...(after && {
          OR: [
            { createdAt: { gt: after.createdAt } },
            { createdAt: after.createdAt, id: { gt: after.id } },
          ],
        }),
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: limit + 1,
    });
    const accounts = rows.slice(0, limit).map(toAccount);
    const last = accounts.at(-1);
    return { accounts, nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
  }

  /** What is absent stays. Throws `AccountNotFound` or `AccountNameTaken`. */
  async update(id: AccountId, change: AccountChange): Promise<Account> {
    return this.change(id, toColumns(change));
  }

  async suspend(id: AccountId): Promise<Account> {
    return this.change(id, { status: 'suspended' });
  }

  async resume(id: AccountId): Promise<Account> {
    return this.change(id, { status: 'active' });
  }

  /** The old token stops being known in the same moment. Throws `AccountNotFound` or `TokenTaken`. */
  async rotateToken(id: AccountId, token: string): Promise<void> {
    await this.database.transaction(async (queries) => {
      const { count } = await queries.account.updateMany({
        where: { id },
        data: { updatedAt: new Date() },
      });
      if (count === 0) throw new StorageError('AccountNotFound');
      await queries.tokenHash.deleteMany({ where: { accountId: id, instanceId: null } });
      const claimed = await this.tokens.claim(queries, token, { accountId: id });
      if (!claimed) throw new StorageError('TokenTaken');
    });
  }

  /** With everything that hangs on it. Throws `AccountNotFound`. */
  async delete(id: AccountId): Promise<void> {
    const { count } = await this.database.client.account.deleteMany({ where: { id } });
    if (count === 0) throw new StorageError('AccountNotFound');
  }

  /** What a preflight, which carries no token, is judged against. */
  async allAllowedOrigins(): Promise<string[]> {
    const rows = await this.database.client.$queryRaw<{ origin: string }[]>`
      SELECT DISTINCT unnest(allowed_origins) AS origin FROM accounts`;
    return rows.map(({ origin }) => origin);
  }

  private async change(id: AccountId, data: Prisma.AccountUpdateInput): Promise<Account> {
    try {
      return toAccount(await this.database.client.account.update({ where: { id }, data }));
    } catch (error) {
      if (isRowMissing(error)) throw new StorageError('AccountNotFound');
      if (isUniqueViolation(error)) throw new StorageError('AccountNameTaken');
      throw error;
    }
  }
}

/** Prisma passes `contains` on as a pattern. */
const escapePattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
