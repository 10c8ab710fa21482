import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { checkedClientOf, createAccount } from './checked-client.js';
import { linkPhone } from './link-phone.js';

/** The answers of a gateway under load. */
const ANSWERS: Readonly<Record<string, [status: number, body: object]>> = {
  '/api/instance/connect/busy': [503, { success: false, error: { message: 'No worker.' } }],
  '/api/instance/connect/open': [200, { success: true, status: 'connected' }],
  '/api/instance/connect/stale': [200, { success: true, qrCode: 'no code of the sandbox' }],
  '/admin/accounts': [401, { success: false }],
};

describe('The checked client of benchmarks', () => {
  let server: Server;
  let sandbox: Sandbox;
  let baseUrl: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [status, body] = ANSWERS[request.url ?? ''] ?? [404, {}];
      response.writeHead(status).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    sandbox = await startSandbox();
  });

  afterAll(async () => {
    await sandbox.close();
    server.closeAllConnections();
    server.close();
  });

  const link = (instance: string) =>
    linkPhone(checkedClientOf(baseUrl, 'token'), sandbox, instance);

  it('fails with status and body when connect is refused', async () => {
    await expect(link('busy')).rejects.toThrow(
      'GET /api/instance/connect/busy was answered 503 {"success":false,"error":{"message":"No worker."}}.',
    );
  });

  it('fails with the body when connect answers without a QR code', async () => {
    await expect(link('open')).rejects.toThrow(
      'GET /api/instance/connect/open was answered without a QR code: {"success":true,"status":"connected"}.',
    );
  });

  it('fails with the reason when the phone is not linked', async () => {
    await expect(link('stale')).rejects.toThrow(/^The phone of stale was not linked: .+\.$/);
  });

  it('fails when the account is refused', async () => {
    await expect(createAccount(baseUrl, 'wrong', { name: 'bench' })).rejects.toThrow(
      'POST /admin/accounts was answered 401 {"success":false}.',
    );
  });
});
