import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '@starling/embedded';
import { until } from '@starling/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Deployment } from './deployment.js';
import { MemoryTerminal } from './fixtures/memory-terminal.js';
import { planFixture } from './fixtures/plan.js';
import { nodeArguments } from './fixtures/spawn-source.js';
import { Journal } from './log/journal.js';
import { LogFile } from './log/log-file.js';

/** The tests use real processes. */

let directory: string;
let diary: string;
let terminal: MemoryTerminal;
let deployment: Deployment;
let journal: Journal;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'starling-deployment-'));
  diary = join(directory, 'diary');
  terminal = new MemoryTerminal();
  journal = new Journal(new LogFile(join(directory, 'log')), terminal, 'info');
  deployment = new Deployment(journal, { readyMs: 1_500, stopMs: 1_000 });
});
afterEach(async () => {
  await deployment.stop();
  rmSync(directory, { recursive: true });
});

const readDiary = () => readFileSync(diary, 'utf8').trim().split('\n');

describe('Processes that start', () => {
  it('start stage by stage: a stage starts once the stage before it serves', async () => {
    await deployment.startProcesses([
      planFixture('gateway', 'serves', diary, 0, 1),
      planFixture('worker', 'serves', diary, 1, 0),
    ]);
    expect(readDiary()).toEqual(['serving worker', 'serving gateway']);
  });

  it('stop stage by stage, lower stages first', async () => {
    await deployment.startProcesses([
      planFixture('last', 'serves', diary, 2),
      planFixture('first', 'serves', diary, 0),
      planFixture('middle', 'serves', diary, 1),
    ]);
    await deployment.stop();

    expect(readDiary().slice(3)).toEqual(['stopped first', 'stopped middle', 'stopped last']);
    expect(terminal.text).toBe('');
  });

  it('are killed, and reported, when they exceed their time to stop', async () => {
    await deployment.startProcesses([planFixture('clinging', 'clings', diary)]);
    await deployment.stop();

    expect(terminal.text).toContain('clinging did not stop cleanly (SIGKILL)');
  });

  it('are killed at once after a second request to stop', async () => {
    const patient = new Deployment(journal);
    await patient.startProcesses([planFixture('clinging', 'clings', diary)]);
    const stopping = patient.stop();
    patient.killProcesses();

    await stopping;

    expect(terminal.text).toContain('SIGKILL');
  });
});

describe('A process that does not start', () => {
  it('fails the start with its reason', async () => {
    const plans = [planFixture('good', 'serves', diary), planFixture('bad', 'refuses', diary)];

    await expect(deployment.startProcesses(plans)).rejects.toThrow(
      'bad did not start (code 1: the key is wrong)',
    );
  });

  it('fails the start when it never becomes ready', async () => {
    await expect(
      deployment.startProcesses([planFixture('silent', 'hangs', diary)]),
    ).rejects.toThrow('silent did not start (not ready within 1.5s, SIGKILL)');
  });

  it('fails the start when the deployment was stopped before', async () => {
    await deployment.stop();

    await expect(deployment.startProcesses([planFixture('late', 'serves', diary)])).rejects.toThrow(
      'interrupted',
    );
  });
});

describe('A process that crashes while it serves', () => {
  it('is started again, and the reason is reported', async () => {
    await deployment.startProcesses([planFixture('fragile', 'crashes', diary)]);
    process.kill(Number(readFileSync(`${diary}.fragile`, 'utf8')), 'SIGUSR2');

    await until(() => readDiary().length === 2);

    expect(terminal.text).toContain(
      '✗ fragile ended (code 1: it broke); starting it again in 0.5s',
    );
  });
});

describe('A server that is killed while it serves', () => {
  it('is started again under the same address', async () => {
    let pid = 0;
    const launch = async (port: number) => {
      const server = await startRedis({ dataDir: join(directory, 'redis'), port });
      pid = server.pid;
      return server;
    };
    await deployment.startServer('redis', launch);
    const firstPid = pid;
    process.kill(firstPid, 'SIGKILL');

    await until(() => pid !== firstPid);

    expect(terminal.text).toContain('✗ redis: The server ended (SIGKILL');
    await deployment.stop();
    await expect(
      startRedis({ dataDir: join(directory, 'redis') }).then((s) => s.stop()),
    ).resolves.toBe(undefined);
  });
});

describe('The processes of a supervisor that is killed with kill -9', () => {
  it('are stopped by their guards', async () => {
    const supervisor = spawn(process.execPath, nodeArguments('supervisor.mjs', directory), {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    supervisor.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    await until(() => said.includes('started'));

    supervisor.kill('SIGKILL');

    await until(() => readDiary().includes('stopped one'));
  });
});
