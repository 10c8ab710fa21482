import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupFlowPayload, messageExchangePayload } from '@starling/contract';
import { proto, type WAMessage } from '@whiskeysockets/baileys';
import { anyBytes } from '../../testing/any-message.js';
import { inContract } from '../../testing/in-contract.js';
import { ANA, BOB, contextWith, GROUP, OWN } from '../../testing/translation.js';
import { flowsOfMessage } from '../../events/group-flow.js';
import { messageFactOf } from '../facts/message-fact.js';
import { describeMessage } from './describe-message.js';
import { messageExchange } from '../../events/message-exchange.js';
import { type MessageType } from './reading.js';
import { askedBy, readSecretAnswer } from './secret-answers.js';

function decodedOrNothing(bytes: Uint8Array): proto.Message | undefined {
  try {
    return proto.Message.decode(bytes);
  } catch {
    return undefined;
  }
}

const anyKey = fc.constantFrom<WAMessage['key'][]>(
  { remoteJid: ANA.jid, fromMe: false, id: '3EB0' },
  { remoteJid: ANA.lid, fromMe: true, id: '3EB0' },
  { remoteJid: GROUP, participant: BOB.jid, fromMe: false, id: '3EB0' },
  { remoteJid: 'status@broadcast', participant: ANA.lid, fromMe: false, id: '3EB0' },
);

/** Those open only with a secret, which no drawing hits. */
const SECRET: readonly MessageType[] = ['poll-update', 'event-response'];

describe('Whatever bytes somebody sends', () => {
  it('nothing throws, and what is told is within the contract', () => {
    const context = contextWith();
    const types = new Set<string>();
    fc.assert(
      fc.property(anyBytes, anyKey, (bytes, key) => {
        const content = decodedOrNothing(bytes);
        if (!content) return;
        const message: WAMessage = { key, message: content, messageTimestamp: 1_790_552_400 };
        const fact = messageFactOf(message);
        const payload = fact.reading && messageExchange(fact, fact.reading, context);
        const flows = flowsOfMessage(fact, context);
        for (const flow of flows) types.add(inContract(groupFlowPayload, flow).type);
        expect(describeMessage(message, fact.reading)?.type).toBe(payload?.message.type);
        if (payload) types.add(inContract(messageExchangePayload, payload).message.type);
      }),
      { numRuns: 6_000 },
    );
    const every = messageExchangePayload.shape.message.options.map(
      ({ shape }) => [...shape.type.values][0],
    );
    expect([...types, ...SECRET].sort()).toEqual([...every, 'ephemeral'].sort());
  });

  it('a question and an answer that do not fit give nothing', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (one, other) => {
        const [question, answer] = [decodedOrNothing(one), decodedOrNothing(other)];
        if (!question || !answer) return;
        const message = { key: { remoteJid: ANA.jid }, message: answer };
        askedBy(message);
        const parties = { askers: [OWN.jid], answerers: [ANA.jid] };
        expect(readSecretAnswer(message, question, parties)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
