import { describe, expect, it } from '@jest/globals';
import { useSandbox } from '../testing-suite.js';
import { Client } from './client.js';

describe('Edge routing', () => {
  const suite = useSandbox({ seed: 'edge' });

  it('is sent by a reconnecting client, before the handshake, as the server set it', async () => {
    const { phone, client } = await suite.linked();
    const routeOf = (): Buffer | undefined => {
      const connection = phone.devices[0]?.connection;
      return connection instanceof Client ? connection.routingInfo : undefined;
    };
    suite.sandbox.faults.close('cut', { account: phone.number });
    await client.closed();
    client.reconnect();
    await client.open();
    expect(routeOf()?.toString()).toBe('sandbox');
  });
});
