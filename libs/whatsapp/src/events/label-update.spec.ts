import { describe, expect, it } from '@jest/globals';
import { labelUpdatePayload } from '@starling/contract';
import { LabelAssociationType } from '@whiskeysockets/baileys/lib/Types/LabelAssociation.js';
import { inContract } from '../testing/in-contract.js';
import { ANA, AT, contextWith, GROUP } from '../testing/translation.js';
import { labelAssociationFact, labelEditFact } from '../baileys/facts/label-facts.js';
import { labelUpdate } from './label-update.js';

const context = contextWith();
const labelEdit = (change: Parameters<typeof labelEditFact>[0]) =>
  labelUpdate(labelEditFact(change), context);
const labelAssociation = (change: Parameters<typeof labelAssociationFact>[0]) =>
  labelUpdate(labelAssociationFact(change), context);
const judged = (payload: unknown) => inContract(labelUpdatePayload, payload);
const label = { id: '100', name: 'VIP', color: 5, deleted: false };

describe('A label', () => {
  it('that changed is told whole', () => {
    expect(judged(labelEdit(label))).toEqual({
      type: 'edit',
      labelId: '100',
      action: 'updated',
      name: 'VIP',
      color: 5,
      deleted: false,
      timestamp: AT,
    });
  });

  it('that was taken away is told so, with or without its name', () => {
    expect(judged(labelEdit({ ...label, deleted: true }))).toMatchObject({
      action: 'deleted',
      deleted: true,
      name: 'VIP',
    });
    expect(judged(labelEdit({ id: '100', deleted: true }))).toMatchObject({
      name: '',
      color: 0,
    });
  });

  it('has a text as its id, whatever WhatsApp counts with', () => {
    const counted = { ...label, id: 100 as unknown as string };
    expect(judged(labelEdit(counted)).labelId).toBe('100');
  });
});

describe('The label of a chat', () => {
  const { Chat } = LabelAssociationType;
  const association = { type: Chat, chatId: ANA.lid, labelId: '100' } as const;

  it('is told with the phone of who writes there', () => {
    expect(judged(labelAssociation({ association, type: 'add' }))).toEqual({
      type: 'chat',
      labelId: '100',
      action: 'add',
      chatJid: ANA.jid,
      labeled: true,
      timestamp: AT,
    });
  });

  it('that is taken off is told so, in a group too', () => {
    const inGroup = { ...association, chatId: GROUP };
    const payload = labelAssociation({ association: inGroup, type: 'remove' });
    expect(judged(payload)).toMatchObject({ action: 'remove', labeled: false, chatJid: GROUP });
  });
});

describe('The label of a message', () => {
  it('names the message', () => {
    const { Message } = LabelAssociationType;
    const ids = { chatId: '901:2@lid', labelId: '100', messageId: 'A1' };
    const payload = labelAssociation({ association: { type: Message, ...ids }, type: 'add' });
    expect(judged(payload)).toEqual({
      type: 'message',
      labelId: '100',
      action: 'add',
      chatJid: ANA.jid,
      labeled: true,
      messageId: 'A1',
      timestamp: AT,
    });
  });
});
