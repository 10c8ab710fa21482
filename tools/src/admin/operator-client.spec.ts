import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAccount, listAccounts, readAccount, rotateAccountToken } from '@starling/contract';
import { OperatorClient } from './operator-client.js';

/* A real HTTP server gives the answer of each test. The tests in e2e use the product itself. */
let server: Server;
let baseUrl: string;
let answer: { status: number; body: string };
let asked: { request: IncomingMessage; body: string };

beforeEach(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked = { request, body };
      response.writeHead(answer.status).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer = { status: 200, body: '{"success":true}' };
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const client = () => new OperatorClient(baseUrl, 'adm');

describe('The client of the operator API', () => {
  it('sends the declared request, with names encoded for the path', async () => {
    await client().call(readAccount, { params: { account: 'Çafé & co' } });
    expect(asked.request).toMatchObject({
      method: 'GET',
      url: '/admin/accounts/%C3%87af%C3%A9%20%26%20co',
      headers: { token: 'adm' },
    });
    expect(asked.body).toBe('');
  });

  it('leaves absent query parameters out', async () => {
    await client().call(listAccounts, { query: { name: 'a b', status: undefined } });
    expect(asked.request.url).toBe('/admin/accounts?name=a+b');
  });

  it('sends a body to every operation that reads one', async () => {
    await client().call(createAccount, { body: { name: 'acme' } });
    expect(asked.body).toBe('{"name":"acme"}');
    await client().call(rotateAccountToken, { params: { account: 'acme' } });
    expect(asked.body).toBe('{}');
  });

  it.each([
    [404, '{"success":false,"error":{"message":"Account not found"}}', 'Account not found (404).'],
    [401, '{"success":false,"error":{"message":"Invalid token"}}', "is it the operator's token of"],
    [502, '<html>', 'answers 502, but not as a Starling does.'],
    [200, '{"hello":"world"}', 'answers 200, but not as a Starling does.'],
    [302, '', 'answers 302, but not as a Starling does.'],
  ])('makes one sentence of a %i with %s', async (status, body, sentence) => {
    answer = { status, body };
    await expect(client().call(listAccounts, {})).rejects.toThrow(sentence);
  });

  it('fails in one sentence when no server answers', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    gone.close();
    await once(gone, 'close');
    await expect(new OperatorClient(url, 'adm').call(listAccounts, {})).rejects.toThrow(
      `${url} does not answer (ECONNREFUSED).`,
    );
  });
});
