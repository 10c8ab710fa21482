import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConnectPages } from '../connect-pages/connect-pages.js';
import { PairingProgress } from '../connect-pages/pairing-progress.js';
import { connectPageKey, pairingKey } from '../connections/keys.js';
import { Participant } from './participant.js';

export function connectPagesSuite(redisUrl: () => string): void {
  let participant: Participant;
  let pages: ConnectPages;
  let progress: PairingProgress;
  beforeAll(async () => {
    participant = await Participant.join(redisUrl(), 'api-gateway', ({ connections }) => {
      pages = new ConnectPages(connections);
      progress = new PairingProgress(connections);
    });
  });
  afterAll(() => participant.leave());

  const newPage = () => ({ accountId: randomUUID(), instanceId: randomUUID() });

  describe('A connect page', () => {
    it('has a random id of 128 bits and says to its viewer what it is about', async () => {
      const page = newPage();
      const id = await pages.open(page);
      expect(Buffer.from(id, 'base64url')).toHaveLength(16);
      expect(await pages.view(id, 'one')).toEqual(page);
      expect(await pages.view(id, 'one')).toEqual(page);
    });

    it('refuses every viewer but the first, also when they come at once', async () => {
      const page = newPage();
      const id = await pages.open(page);
      const answers = await Promise.all(['one', 'two', 'three'].map((key) => pages.view(id, key)));
      expect(answers.filter((answer) => answer === 'taken')).toHaveLength(2);
      expect(answers).toContainEqual(page);
    });

    it('is the same for each call until it is viewed, and then another one', async () => {
      const page = newPage();
      const first = await pages.open(page);
      expect(await pages.open(page)).toBe(first);
      await pages.view(first, 'one');
      const second = await pages.open(page);
      expect(second).not.toBe(first);
      expect(await pages.view(first, 'one')).toEqual(page);
      expect(await pages.open(page)).toBe(second);
    });

    it('ends when the instance has too many newer ones', async () => {
      const page = newPage();
      const ids: string[] = [];
      for (let nth = 0; nth < 6; nth += 1) {
        const id = await pages.open(page);
        expect(await pages.view(id, 'one')).toEqual(page);
        ids.push(id);
      }
      const answers = await Promise.all(ids.map((id) => pages.view(id, 'one')));
      expect(answers).toEqual(['gone', page, page, page, page, page]);
    });

    it('is gone after five minutes, and is not created again by a late viewer', async () => {
      const { commands } = participant.connections;
      const page = newPage();
      const id = await pages.open(page);
      const lifeMs = await commands.pttl(connectPageKey(id));
      expect(lifeMs).toBeGreaterThan(290_000);
      expect(lifeMs).toBeLessThanOrEqual(300_000);
      await commands.del(connectPageKey(id));
      expect(await pages.view(id, 'one')).toBe('gone');
      expect(await commands.exists(connectPageKey(id))).toBe(0);
      expect(await pages.open(page)).not.toBe(id);
    });
  });

  describe('The progress of a pairing', () => {
    it('is the last step that was written, and nothing before the first', async () => {
      const instance = randomUUID();
      expect(await progress.get(instance)).toBeUndefined();
      await progress.set(instance, { kind: 'qr', qr: '2@abc' });
      expect(await progress.get(instance)).toEqual({ kind: 'qr', qr: '2@abc' });
      await progress.set(instance, { kind: 'ended', reason: 'codes used up' });
      expect(await progress.get(instance)).toEqual({ kind: 'ended', reason: 'codes used up' });
    });

    it('keeps a code little longer than WhatsApp accepts it', async () => {
      const instance = randomUUID();
      await progress.set(instance, { kind: 'code', code: 'ABCD1234' });
      const lifeMs = await participant.connections.commands.pttl(pairingKey(instance));
      expect(lifeMs).toBeGreaterThan(60_000);
      expect(lifeMs).toBeLessThanOrEqual(65_000);
    });
  });
}
