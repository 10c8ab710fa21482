import { Agent, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { type RunningApp, startApp } from './start-app.js';

/*
 * Real connections to a real app. The steps of a stop say through their stage what they waited for: a step that is
 * held by something else ends at its limit with an error, and the stages behind it come late.
 */
const CONFIG = { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', LOG_FORMAT: 'json' } as const;
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

@Module({})
class Empty {}

interface SlowApp {
  readonly running: RunningApp;
  /** Resolves when the slow request has reached its handler. */
  readonly reached: Promise<void>;
  readonly answer: () => void;
}

async function startSlowApp(): Promise<SlowApp> {
  let answer = () => {};
  let arrive = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const running = await startApp({
    role: 'sandbox' as const,
    config: CONFIG,
    describedConfig: {},
    rootModule: () => Empty,
    prepare: (app) => {
      const fastify = app.get(HttpAdapterHost).httpAdapter.getInstance<FastifyInstance>();
      fastify.get('/slow', async () => {
        arrive();
        await answered;
        return { done: true };
      });
    },
  });
  cleanups.push(running.stop);
  return { running, reached, answer };
}

const stepsOf = async ({ app }: RunningApp) => {
  const reports = await app.get(Lifecycle).stop();
  return reports.map(({ name, error }) => (error ? `${name} failed` : name));
};

describe('A stop', () => {
  it('answers the request under way, gives up its connection, and waits for no idle time-out', async () => {
    const { running, reached, answer } = await startSlowApp();
    const agent = new Agent({ keepAlive: true });
    cleanups.push(() => agent.destroy());
    const request = get({ host: '127.0.0.1', port: running.port, path: '/slow', agent });
    const response = once(request, 'response') as Promise<[IncomingMessage]>;
    await reached;
    const steps = stepsOf(running);
    answer();
    const [{ statusCode, headers }] = await response;
    expect([statusCode, headers.connection]).toEqual([200, 'close']);
    expect(await steps).toEqual(['http', 'nest', 'background failures', 'outbound']);
  });

  it('is not held by a connection that was upgraded', async () => {
    const { running } = await startSlowApp();
    running.app
      .getHttpServer()
      .on('upgrade', (_request: unknown, socket: NodeJS.WritableStream) => {
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
        );
      });
    const socket = connect(running.port, '127.0.0.1');
    cleanups.push(() => socket.destroy());
    socket.write('GET /ws HTTP/1.1\r\nhost: x\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
    await once(socket, 'data');
    expect(await stepsOf(running)).toEqual(['http', 'nest', 'background failures', 'outbound']);
  });

  it('is not held by a caller that has left', async () => {
    const { running, reached } = await startSlowApp();
    const socket = connect(running.port, '127.0.0.1');
    socket.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n');
    await reached;
    socket.destroy();
    expect(await stepsOf(running)).toEqual(['http', 'nest', 'background failures', 'outbound']);
  });
});
