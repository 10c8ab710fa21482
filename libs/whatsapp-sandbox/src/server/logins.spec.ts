import { describe, expect, it } from '@jest/globals';
import { useTestClient } from '../testing-client.js';
import { useSandbox } from '../testing-suite.js';

describe('The log of logins', () => {
  const suite = useSandbox({ seed: 'logins' });

  const eventsOf = (account: string) =>
    suite.sandbox
      .logins(account)
      .map(({ event, code, device }) => `${event} ${device} ${code ?? '-'}`);

  it('distinguishes a reconnect from a device that was connected twice at once', async () => {
    const { phone, client } = await suite.linked();
    suite.sandbox.faults.close(503, { account: phone.number });
    await client.closed();
    client.reconnect();
    await client.open();
    expect(eventsOf(phone.number)).toEqual(['login 1 -', 'closed 1 503', 'login 1 -']);

    const twin = useTestClient({ url: suite.sandbox.url, creds: client.creds, keys: client.keys });
    await client.closed();
    await twin.open();
    await twin.stop();
    await twin.untilTrue(() => eventsOf(phone.number).length === 7);
    expect(eventsOf(phone.number).slice(3).sort()).toEqual([
      'closed 1 -',
      'closed 1 440',
      'login 1 -',
      'replaced 1 440',
    ]);
    const [replaced] = suite.sandbox
      .logins(phone.number)
      .filter(({ event }) => event === 'replaced');
    const second = suite.sandbox.logins(phone.number)[2];
    expect(replaced?.connection).toBe(second?.connection);
  });

  it('has no conflict when a client reconnects at once after the server ended its connection', async () => {
    const { phone, client } = await suite.linked();
    for (let round = 0; round < 5; round++) {
      suite.sandbox.faults.close(503, { account: phone.number });
      client.reconnect();
      await client.open();
    }
    expect(suite.sandbox.logins(phone.number).filter(({ event }) => event === 'replaced')).toEqual(
      [],
    );
  });

  it('names the refused device and the code', async () => {
    const { phone, client } = await suite.linked();
    phone.removeDevices();
    await client.closed();
    client.reconnect();
    await client.closed();
    expect(eventsOf(phone.number)).toEqual(['login 1 -', 'closed 1 401', 'refused 1 401']);
  });
});
