import { type InstanceId, type TokenOwner, Tokens } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Client } from '../clients/client.js';
import { CLOSE } from '../clients/close-code.js';

/** Closes clients that may no longer listen. One look-up serves all clients with the same token. */
@Injectable()
export class ClientJudge {
  constructor(private readonly tokens: Tokens) {}

  /** Rejects when the database is away; then no further client is closed. */
  async judge(clients: Iterable<Client>, instanceId: InstanceId): Promise<void> {
    const byToken = new Map<string, Client[]>();
    for (const client of clients) {
      const { tokenHash } = client.identity;
      const bearers = byToken.get(tokenHash);
      if (bearers) bearers.push(client);
      else byToken.set(tokenHash, [client]);
    }
    for (const [tokenHash, bearers] of byToken) {
      const owner = await this.tokens.findByHash(tokenHash);
      for (const client of bearers) {
        if (!mayListen(client, owner, instanceId)) client.close(CLOSE.notAllowed);
      }
    }
  }
}

function mayListen(
  { identity }: Client,
  owner: TokenOwner | undefined,
  instanceId: InstanceId,
): boolean {
  if (owner?.account.status !== 'active' || owner.account.id !== identity.accountId) return false;
  return owner.kind === 'account' || owner.instanceId === instanceId;
}
