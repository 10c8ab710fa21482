import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { startSandbox } from '../sandbox.js';

const UPGRADE = [
  'GET /ws/chat HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '',
  '',
].join('\r\n');

/** A peer that never ends its own side of the connection. */
const halfOpen = async (url: string, text: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
};

describe('The sandbox, when it closes', () => {
  it('does not wait for peers that keep their side open, whatever they have sent', async () => {
    const sandbox = await startSandbox({ seed: 'closing' });
    const upgraded = await halfOpen(sandbox.url, UPGRADE);
    await once(upgraded, 'data');
    const peers = [
      upgraded,
      await halfOpen(sandbox.url, ''),
      await halfOpen(sandbox.url, UPGRADE.slice(0, 30)),
      await halfOpen(sandbox.mediaUrl, ''),
      await halfOpen(sandbox.mediaUrl, 'not TLS'.slice(0, 2)),
    ];
    await sandbox.close();
    expect(peers).toHaveLength(5);
    for (const peer of peers) peer.destroy();
  });
});
