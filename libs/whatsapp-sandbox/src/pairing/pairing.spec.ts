import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { useTestClient } from '../testing-client.js';

describe('linking a device', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'pairing' });
  });
  afterAll(async () => {
    await sandbox.close();
    expect(sandbox.unknownQueries()).toEqual([]);
    expect(sandbox.problems()).toEqual([]);
  });

  it('opens after the phone has scanned the QR code, with number, LID and name', async () => {
    const phone = sandbox.phones.add({ number: '5511900000001', name: 'Orion' });
    const client = useTestClient({ url: sandbox.url });
    expect(await phone.scan(await client.qr())).toEqual({ linked: true, device: 1 });
    await client.open();
    await client.until('connection.update', (update) => update.receivedPendingNotifications);
    expect(client.creds.me?.id).toBe('5511900000001:1@s.whatsapp.net');
    await client.untilTrue(() => client.creds.me?.name === 'Orion');
    await client.untilTrue(() => client.creds.accountSyncCounter === 1);
    await client.stop();
  });
});
