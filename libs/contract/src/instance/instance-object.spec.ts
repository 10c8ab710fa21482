import { describe, expect, it } from '@jest/globals';
import { NO_CHATWOOT } from './chatwoot-block.js';
import { CONNECTED_EXAMPLE, NEWBORN_EXAMPLE } from './instance-examples.js';
import { instanceObject } from './instance-object.js';
import { foundInstances, listInstances } from './list-instances.js';

/** Order and names as clients know them. */
const KEYS = {
  '': 'id name token status connection profile proxy webhook websocket chatwoot settings s3 createdAt updatedAt',
  connection: 'state numberJid presenceStatus displayStatus',
  profile: 'name pictureUrl isBusiness businessName',
  proxy: 'enabled host port protocol username password',
  webhook: 'enabled url events',
  websocket: 'enabled events mediaBase64',
  chatwoot:
    'enabled status bridgeIntegrationId baseUrl accountId inboxName signMessages ignoreGroups startAsPending reopenResolved',
  settings:
    'autoRejectCalls callRejectMessage ignoreGroupMessages keepOnlineStatus autoReadMessages disableHistorySync ignoreStatus',
  s3: 'enabled region bucket accessKey secretKey endpoint pathPrefix',
};

describe('The instance object', () => {
  const told = instanceObject.parse(CONNECTED_EXAMPLE) as Record<string, unknown>;

  it.each(Object.entries(KEYS))('has these keys in this order under "%s"', (part, keys) => {
    expect(Object.keys((part === '' ? told : told[part]) as object)).toEqual(keys.split(' '));
  });

  it.each([
    ['a key that nobody knows', { ...NEWBORN_EXAMPLE, extra: 1 }],
    [
      'a proxy password',
      { ...NEWBORN_EXAMPLE, proxy: { ...NEWBORN_EXAMPLE.proxy, password: 'p' } },
    ],
    ['a secret key', { ...NEWBORN_EXAMPLE, s3: { ...NEWBORN_EXAMPLE.s3, secretKey: 's' } }],
    ['a status of events', { ...NEWBORN_EXAMPLE, status: 'logged_out' }],
    [
      'qr as a state',
      { ...NEWBORN_EXAMPLE, connection: { ...NEWBORN_EXAMPLE.connection, state: 'qr' } },
    ],
    ['fractions of a second', { ...NEWBORN_EXAMPLE, createdAt: '2026-04-28T10:30:00.000Z' }],
    [
      'an authorization in the summary',
      { ...NEWBORN_EXAMPLE, webhook: { ...NEWBORN_EXAMPLE.webhook, authorization: null } },
    ],
  ])('never has %s', (_, object) => {
    expect(instanceObject.safeParse(object).success).toBe(false);
  });

  it('has the failure of a Chatwoot block, and the token of a live one', () => {
    const failed = { ...NO_CHATWOOT, status: 'error', error: 'integration gateway not configured' };
    const live = { ...NO_CHATWOOT, enabled: true, status: 'active', accountId: 5, apiToken: 't' };
    for (const chatwoot of [failed, live]) {
      expect(instanceObject.parse({ ...NEWBORN_EXAMPLE, chatwoot }).chatwoot).toEqual(chatwoot);
    }
  });
});

describe('The message of a list', () => {
  it.each([
    [0, '0 Instances found'],
    [1, '1 Instance found'],
    [2, '2 Instances found'],
    [11, '11 Instances found'],
  ])('for %i is "%s"', (total, message) => {
    expect(foundInstances(total)).toBe(message);
    const reply = { ...listInstances.example.reply, message };
    expect(listInstances.reply.safeParse(reply).success).toBe(true);
  });
});
