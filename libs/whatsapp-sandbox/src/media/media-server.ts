import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenOnLoopback, type LoopbackServer } from '../connection/loopback-server.js';
import type { World } from '../world/world.js';
import type { MediaCertificates } from './certificates.js';

const MAX_UPLOAD_BYTES = 100 * 1024 * 1024;

/** Stands for WhatsApp's media hosts: POST uploads an encrypted file, GET downloads it, also in part by a range. */
export const serveMedia = (
  world: World,
  { certificate, key }: MediaCertificates,
  port: number,
): Promise<LoopbackServer> => {
  const server = createServer({ cert: certificate, key }, (request, response) => {
    answer(world, request, response).catch(() => response.destroy());
  });
  return listenOnLoopback(server, port, (error) => world.problem('serving media', error));
};

const answer = async (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const path = new URL(request.url ?? '/', 'https://media').pathname;
  const isUpload = request.method === 'POST';
  const direction = isUpload ? 'upload' : 'download';
  const fault = world.faults.mediaFaults.consume(
    undefined,
    ({ on }) => on === undefined || on === direction,
  );
  const body = isUpload ? await readBody(request) : undefined;
  if (fault?.kind === 'slow') await sleep(fault.delayMs ?? 0);
  if (fault?.kind === 'missing') return send(response, 404);
  if (isUpload) {
    if (body === undefined) return send(response, 413);
    world.statistics.uploads++;
    world.media.put(path, body);
    const answered = { url: `https://${world.mediaHost}${path}`, direct_path: path };
    return send(response, 200, Buffer.from(JSON.stringify(answered)), 'application/json');
  }
  const blob = world.media.download(path);
  if (blob === undefined) return send(response, 404);
  world.statistics.downloads++;
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (first === undefined) return send(response, 200, blob);
  const end = last ? Number(last) + 1 : blob.length;
  return send(response, 206, blob.subarray(Number(first), end));
};

const send = (
  response: ServerResponse,
  status: number,
  body: Buffer = Buffer.alloc(0),
  type = 'application/octet-stream',
): void => {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length });
  response.end(body);
};

const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MAX_UPLOAD_BYTES) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
};
