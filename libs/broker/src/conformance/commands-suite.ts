import { ContractError } from '@starling/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Command, type CommandResult } from '../commands/command.js';
import { MAX_COMMAND_BODY_BYTES } from '../commands/commands.js';
import { InboxCommandServer } from '../commands/inbox-command-server.js';
import { inboxKey } from '../connections/keys.js';
import { CommandWorker } from './command-worker.js';
import { Participant } from './participant.js';
import { until } from '@starling/testing';

/** Longer than any test may take. */
const FAR_MS = 150_000;
const SOON = { limitMs: 20_000 };

const LOST = { outcome: 'failed', failure: { code: 'connection_lost' } };

async function soon(answer: Promise<CommandResult> | undefined): Promise<CommandResult> {
  let result: CommandResult | undefined;
  answer?.then((its) => (result = its)).catch(() => undefined);
  await until(() => result !== undefined, SOON);
  return result as CommandResult;
}

export function commandsSuite(redisUrl: () => string): void {
  describe('Commands', () => {
    let worker: CommandWorker;
    let caller: Participant;
    const command = (operation: string, body: unknown, budgetMs = 10_000): Command => ({
      operation,
      body,
      budgetMs,
      instance: 'shop',
      accountId: 'account-1',
      epoch: 7,
      requestId: 'request-1',
    });
    const ask = (operation: string, body: unknown, budgetMs?: number, signal?: AbortSignal) =>
      caller.commands.send(worker.id, command(operation, body, budgetMs), signal);

    beforeEach(async () => {
      worker = await CommandWorker.start(redisUrl());
      caller = await Participant.join(redisUrl(), 'api-gateway');
    });
    afterEach(async () => {
      await caller.leave();
      await worker.stop();
    });

    it('reach the message handler of the operation and bring its reply back', async () => {
      expect(await ask('test.echo', { text: 'grüezi', list: [1, null] })).toEqual({
        outcome: 'replied',
        reply: { text: 'grüezi', list: [1, null] },
      });
    });

    it('carry who asks for which instance under which epoch', async () => {
      expect(await ask('test.describe', {})).toMatchObject({
        outcome: 'replied',
        reply: { instance: 'shop', accountId: 'account-1', epoch: 7, requestId: 'request-1' },
      });
    });

    it('bring back a declared error with its code and params', async () => {
      const result = await ask('test.declared', { reason: 'no luck' });
      if (result.outcome !== 'declared') throw new Error(result.outcome);
      expect(result.error).toBeInstanceOf(ContractError);
      expect(result.error).toMatchObject({
        code: 'InvalidQueryParameter',
        params: { name: 'no luck' },
      });
    });

    it('tell no more than an id of an error that nobody declared', async () => {
      expect(await ask('test.crash', {})).toEqual({
        outcome: 'failed',
        failure: { code: 'handler_failed', errorId: expect.any(String) },
      });
    });

    it('are not sent when their body is too large, and the next one is', async () => {
      const tooLarge = await ask('test.echo', 'x'.repeat(MAX_COMMAND_BODY_BYTES));
      expect(tooLarge).toMatchObject({ outcome: 'declared', error: { code: 'BodyTooLarge' } });
      expect(await ask('test.echo', 'next')).toEqual({ outcome: 'replied', reply: 'next' });
      expect(worker.handlers.echoed).toEqual(['next']);
    });

    it('are refused at once when nobody handles the operation', async () => {
      expect(await ask('test.unheard', {})).toEqual({
        outcome: 'failed',
        failure: { code: 'refused', refusal: 'unknown_operation' },
      });
    });

    it('are refused by a process that does not own the session', async () => {
      expect(await ask('test.disown', {})).toEqual({
        outcome: 'failed',
        failure: { code: 'refused', refusal: 'not_owner' },
      });
    });

    it('fail at once when the process is gone, however long their budget', async () => {
      const result = await caller.commands.send('session-worker-gone', command('test.echo', 1));
      expect(result).toEqual({ outcome: 'failed', failure: { code: 'no_such_process' } });
    });

    it('end with their budget when no reply comes, and abort the handler', async () => {
      expect(await ask('test.hang', { name: 'slow' }, 200)).toEqual({
        outcome: 'failed',
        failure: { code: 'deadline_exceeded' },
      });
      await until(() => worker.handlers.aborted.includes('slow'));
      expect(caller.commands.inFlight).toBe(0);
    });

    it('are answered though the inbox of the caller was lost while they ran, and is made again', async () => {
      const answer = ask('test.release', { name: 'lost' });
      await until(() => worker.handlers.started.includes('lost'));
      await caller.connections.commands.del(inboxKey(caller.id));
      worker.handlers.release();
      expect(await answer).toEqual({ outcome: 'replied', reply: 'released' });
    });

    it('end as connection_lost within seconds when Redis lost them before they were read', async () => {
      let answer: Promise<CommandResult> | undefined;
      const late = await Participant.join(redisUrl(), 'session-worker', async (participant) => {
        const { id, inbox, sender, metrics } = participant;
        new InboxCommandServer(inbox, sender, metrics).listen(() => undefined);
        const redis = caller.connections.commands;
        await redis.xadd(inboxKey(id), '*', 'kind', 'opened', 'body', '');
        answer = caller.commands.send(id, command('test.echo', 1, FAR_MS));
        await until(async () => (await redis.xlen(inboxKey(id))) === 2);
        await redis.del(inboxKey(id));
      });
      expect(await soon(answer)).toEqual(LOST);
      await late.leave();
    });

    it('end as connection_lost within seconds when their process ended without a reply', async () => {
      let isRead = false;
      const mute = await Participant.join(redisUrl(), 'session-worker', ({ inbox }) =>
        inbox.on('command', () => (isRead = true)),
      );
      const answer = caller.commands.send(mute.id, command('test.echo', 1, FAR_MS));
      await until(() => isRead);
      await mute.leave();
      expect(await soon(answer)).toEqual(LOST);
    });

    it('that their caller gives up end at once, and their process finishes them', async () => {
      const { result, giveUp } = caller.commands.start(
        worker.id,
        command('test.hang', { name: 'given up' }, FAR_MS),
      );
      await until(() => worker.handlers.started.includes('given up'));
      giveUp();
      expect(await soon(result)).toEqual(LOST);
      expect(caller.commands.inFlight).toBe(0);
      expect(worker.handlers.aborted).not.toContain('given up');
      giveUp();
    });

    it('are not executed when their deadline passed before they were read', async () => {
      const fields = { id: 'late', replyTo: caller.id, operation: 'test.echo', requestId: 'late' };
      const late = { ...fields, instance: 'shop', accountId: 'account-1', budgetMs: '-50' };
      await caller.sender.send(worker.id, 'command', late, '"too late"');
      await until(async () => (await worker.metrics()).includes('outcome="expired"'));
      expect(worker.handlers.echoed).not.toContain('too late');
    });

    it('abort their handler when the caller cancels', async () => {
      const cancellation = new AbortController();
      const result = ask('test.hang', { name: 'cancelled' }, 30_000, cancellation.signal);
      await until(() => worker.handlers.started.includes('cancelled'));
      cancellation.abort();
      expect(await result).toEqual({ outcome: 'failed', failure: { code: 'cancelled' } });
      await until(() => worker.handlers.aborted.includes('cancelled'));
    });

    it('do not wait behind a slow one', async () => {
      const cancellation = new AbortController();
      const slow = ask('test.hang', { name: 'ahead' }, 30_000, cancellation.signal);
      const replies = await Promise.all(
        Array.from({ length: 200 }, (_, at) => ask('test.echo', at)),
      );
      expect(replies.map((result) => result.outcome === 'replied' && result.reply)).toEqual(
        Array.from({ length: 200 }, (_, at) => at),
      );
      cancellation.abort();
      await slow;
    });

    it('are refused by a worker that stops, while those under way are finished', async () => {
      const underWay = ask('test.release', { name: 'last' });
      await until(() => worker.handlers.started.includes('last'));
      const stopped = worker.stop();
      const answer = async () => {
        const result = await ask('test.echo', 1);
        return result.outcome === 'failed' && result.failure.code === 'refused';
      };
      await until(answer);
      expect(await ask('test.echo', 1)).toEqual({
        outcome: 'failed',
        failure: { code: 'refused', refusal: 'stopping' },
      });
      worker.handlers.release();
      expect(await underWay).toEqual({ outcome: 'replied', reply: 'released' });
      await stopped;
    });

    it('that a stopping worker cannot wait for are answered as interrupted before it ends', async () => {
      const underWay = ask('test.sleep', { name: 'asleep' }, 60_000);
      await until(() => worker.handlers.started.includes('asleep'));
      await worker.drain(0);
      expect(await underWay).toEqual({ outcome: 'failed', failure: { code: 'interrupted' } });
    });

    it('that come in as a worker closes are refused too, and none waits for its deadline', async () => {
      const asked: ReturnType<typeof ask>[] = [];
      let isStopped = false;
      const stopped = worker.stop().then(() => (isStopped = true));
      while (!isStopped) {
        asked.push(ask('test.echo', asked.length, 20_000));
        await new Promise((next) => setImmediate(next));
      }
      await stopped;
      const outcomes = (await Promise.all(asked)).map((result) =>
        result.outcome === 'failed' ? result.failure.code : result.outcome,
      );
      const allowed = ['replied', 'refused', 'no_such_process'];
      expect(outcomes.filter((outcome) => !allowed.includes(outcome))).toEqual([]);
    });
  });
}
