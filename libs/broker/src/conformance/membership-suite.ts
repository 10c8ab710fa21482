import { afterEach, describe, expect, it } from '@jest/globals';
import { memberKeys } from '../connections/keys.js';
import { Participant } from './participant.js';
import { until } from '@starling/testing';

export function membershipSuite(redisUrl: () => string): void {
  describe('Membership', () => {
    const present: Participant[] = [];
    const join = async (role: 'api-gateway' | 'ws-fanout') => {
      const participant = await Participant.join(redisUrl(), role);
      present.push(participant);
      await participant.membership.join();
      return participant;
    };
    afterEach(async () => {
      await Promise.all(
        present.splice(0).map(async (participant) => {
          await participant.membership.leave();
          await participant.leave();
        }),
      );
    });

    it('lists who lives, with role, pid, host and start', async () => {
      const { membership, identity } = await join('ws-fanout');
      const other = await join('api-gateway');
      const { id, pid, host } = identity;
      const since = identity.since.toISOString();
      expect(await other.membership.members('ws-fanout')).toContainEqual({
        role: 'ws-fanout',
        id,
        pid,
        host,
        since,
      });
      const everyone = (await membership.members()).map((member) => member.id);
      expect(everyone).toEqual(expect.arrayContaining([id, other.id]));
    });

    it('forgets at once who leaves', async () => {
      const leaver = await join('ws-fanout');
      const observer = await join('ws-fanout');
      await leaver.membership.leave();
      const ids = (await observer.membership.members('ws-fanout')).map((member) => member.id);
      expect(ids).not.toContain(leaver.id);
      expect(ids).toContain(observer.id);
    });

    it('drops who was silent for ten seconds of the clock of Redis, and takes it back when it beats again', async () => {
      const silent = await join('ws-fanout');
      const observer = await join('ws-fanout');
      const { commands } = observer.connections;
      const lists = async () =>
        (await observer.membership.members('ws-fanout')).some((member) => member.id === silent.id);
      const [seconds] = await commands.time();
      await commands.zadd(memberKeys.heartbeats, Number(seconds) * 1000 - 11_000, silent.id);
      expect(await lists()).toBe(false);
      await until(lists);
    });
  });
}
