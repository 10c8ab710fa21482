import { Agent, request } from 'undici';

/** Peers get the same number of connections as the product. */
const agent = new Agent({ connections: 50, keepAliveTimeout: 10_000 });

export async function post(url: string, body: string | Buffer): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const reply = await request(url, { dispatcher: agent, method: 'POST', headers, body });
  await reply.body.dump();
  if (reply.statusCode !== 200) throw new Error(`${url} answered ${reply.statusCode}`);
}
