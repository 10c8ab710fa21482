import { describe, expect, it } from '@jest/globals';
import { useSandbox } from '../testing-suite.js';
import { Client } from './client.js';

describe('edge routing', () => {
  const suite = useSandbox({ seed: 'edge' });

  it('comes back in front of the handshake when a client reconnects that was once told its route', async () => {
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
