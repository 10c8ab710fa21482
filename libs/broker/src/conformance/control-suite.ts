import { afterEach, describe, expect, it } from '@jest/globals';
import { type ControlMessage } from '../control/control-message.js';
import { ControlMessages } from '../control/control-messages.js';
import { Participant } from './participant.js';
import { until } from '@starling/testing';

export function controlSuite(redisUrl: () => string): void {
  describe('Control messages', () => {
    const present: Participant[] = [];
    const join = async (role: 'api-gateway' | 'ws-fanout' | 'delivery-worker') => {
      const heard: ControlMessage[] = [];
      const opened: ControlMessages[] = [];
      const participant = await Participant.join(
        redisUrl(),
        role,
        ({ inbox, sender, membership }) => {
          const messages = new ControlMessages(inbox, sender, membership);
          messages.on((message) => heard.push(message));
          opened.push(messages);
        },
      );
      present.push(participant);
      await participant.membership.join();
      return { heard, participant, messages: opened[0] as ControlMessages };
    };
    afterEach(async () => {
      await Promise.all(
        present.splice(0).map(async (participant) => {
          await participant.membership.leave();
          await participant.leave();
        }),
      );
    });

    it('reach the process they are sent to, in order', async () => {
      const [teller, node] = [await join('api-gateway'), await join('ws-fanout')];
      const settings = { about: 'instance', instanceId: 'i-1', change: 'settings' } as const;
      const account = { about: 'account', accountId: 'a-1' } as const;
      await teller.messages.toProcess(node.participant.id, settings);
      await teller.messages.toProcess(node.participant.id, account);
      await until(() => node.heard.length === 2);
      expect(node.heard).toEqual([settings, account]);
    });

    it('reach every process of the roles, the teller among them, and nobody else', async () => {
      const [teller, gateway] = [await join('api-gateway'), await join('api-gateway')];
      const [node, bystander] = [await join('ws-fanout'), await join('delivery-worker')];
      const message = { about: 'account', accountId: 'a-2' } as const;
      await teller.messages.toRoles(['api-gateway', 'ws-fanout'], message);
      await until(() => gateway.heard.length === 1 && node.heard.length === 1);
      expect(teller.heard).toEqual([message]);
      const last = { about: 'account', accountId: 'a-3' } as const;
      await teller.messages.toRole('delivery-worker', last);
      await until(() => bystander.heard.length > 0);
      expect(bystander.heard).toEqual([last]);
    });

    it('that cannot be delivered do not fail who sends them', async () => {
      const { messages } = await join('api-gateway');
      const message = { about: 'account', accountId: 'a-4' } as const;
      await expect(messages.toProcess('ws-fanout-gone', message)).resolves.toBeUndefined();
    });

    it('of a newer peer are passed over, and those behind them are heard', async () => {
      const [teller, node] = [await join('api-gateway'), await join('ws-fanout')];
      const { sender } = teller.participant;
      const unheard = { about: 'instance', instanceId: 'i-1', change: 'unheard' };
      await sender.send(node.participant.id, 'control', unheard, '');
      const message = { about: 'instance', instanceId: 'i-1', change: 'deleted' } as const;
      await teller.messages.toProcess(node.participant.id, message);
      await until(() => node.heard.length > 0);
      expect(node.heard).toEqual([message]);
    });

    it('are heard by every listener, also behind one that fails', async () => {
      const { messages, heard, participant } = await join('api-gateway');
      const late: ControlMessage[] = [];
      messages.on(() => {
        throw new Error('a listener that fails');
      });
      messages.on((message) => late.push(message));
      await messages.toProcess(participant.id, { about: 'account', accountId: 'a-5' });
      expect([heard.length, late.length]).toEqual([1, 1]);
    });
  });
}
