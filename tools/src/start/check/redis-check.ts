import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { StartError } from '../failure/start-error.js';
import { reasonOf } from './database-check.js';

const ANSWER_LIMIT_MS = 5_000;

/** Throws one sentence, without the password, when the Redis of REDIS_URL does not answer a PING. */
export async function ensureRedisReachable(redisUrl: string): Promise<void> {
  const url = new URL(redisUrl);
  const commands = [...authentication(url), ['PING']];
  try {
    const reply = await exchange(url, commands);
    const refusal = reply.split('\r\n').find((line) => line.startsWith('-'));
    if (refusal !== undefined) throw new Error(refusal.slice(1));
  } catch (error) {
    throw new StartError(
      `The Redis of REDIS_URL (${url.host}) cannot be used: ${reasonOf(error)}.`,
    );
  }
}

function authentication(url: URL): string[][] {
  if (url.password === '') return [];
  const user = url.username === '' ? [] : [decodeURIComponent(url.username)];
  return [['AUTH', ...user, decodeURIComponent(url.password)]];
}

function exchange(url: URL, commands: readonly string[][]): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || 6379);
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'rediss:';
    const socket = secure ? connectTls({ host, port, servername: host }) : connect({ host, port });
    let reply = '';
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(ANSWER_LIMIT_MS, () => fail(new Error('no answer within five seconds')));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the connection was closed')));
    socket.on(secure ? 'secureConnect' : 'connect', () => {
      socket.write(commands.map(encodeCommand).join(''));
    });
    socket.on('data', (bytes: Buffer) => {
      reply += bytes.toString();
      if (reply.split('\r\n').length <= commands.length) return;
      resolve(reply);
      socket.destroy();
    });
  });
}

function encodeCommand(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}
