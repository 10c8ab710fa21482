import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setWebsocket } from '@starling/contract';
import { testServices } from '@starling/testing';
import { FrameClient } from '../live-events/frames.js';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/* What people do with menus, polls and mentions, told to the listeners of the instance that sent them. */
let fleet: Fleet;
let sending: Sending;
let client: FrameClient;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  const node = await fleet.product.start('ws-fanout');
  sending = await Sending.from(fleet, 'taps');
  await fleet.call(setWebsocket, {
    params: { instance: 'taps' },
    body: { enabled: true, events: [] },
  });
  client = await FrameClient.open(node.baseUrl, 'taps', fleet.tenant.token);
});

afterAll(async () => {
  client.close();
  await fleet.stop();
});

describe('What a contact answers', () => {
  it('with a button is its id and its words, and quotes nothing', async () => {
    const { contact, phone } = sending.linked;
    const { received } = await sending.send('button', {
      contentText: 'Confirm?',
      buttons: [{ id: 'yes', displayText: 'Yes' }],
    });
    await contact.pressButton(phone, received, { id: 'yes', text: 'Yes' });
    expect(await client.message('buttons_response')).toMatchObject({
      direction: 'incoming',
      message: {
        content: '',
        context: null,
        interactive: { selectedButtonId: 'yes', title: 'Yes' },
      },
    });
  });

  it('with a row of a list is its id in both spellings', async () => {
    const { contact, phone } = sending.linked;
    const { received } = await sending.send('list', {
      contentText: 'Order?',
      buttonText: 'Menu',
      sections: [{ title: 'Pizza', rows: [{ id: 'm', title: 'Margherita' }] }],
    });
    await contact.chooseRow(phone, received, { id: 'm', title: 'Margherita' });
    expect(await client.message('list_response')).toMatchObject({
      message: {
        interactive: {
          selectedReply: { selectedRowID: 'm' },
          selectedRowId: 'm',
          title: 'Margherita',
        },
      },
    });
  });

  it('with a vote is the options it chose, of the poll that was sent', async () => {
    const { contact, phone } = sending.linked;
    const poll = await sending.send('poll', { question: 'Tea?', options: ['yes', 'no'] });
    await contact.vote(phone, poll.received, ['no']);
    expect(await client.message('poll-update', 'no')).toMatchObject({
      message: { poll: { messageId: poll.received.id, title: 'Tea?', options: [{ name: 'no' }] } },
    });
  });
});

describe('What happens in a group', () => {
  it('is told with whom it names, and who changed what', async () => {
    const { contact, phone } = sending.linked;
    const group = fleet.sandbox.groups.create({
      subject: 'Club',
      creator: contact,
      members: [phone],
    });
    await contact.send(group, { text: `@${phone.number} hello`, mentions: [phone.jid] });
    expect(await client.message('text', `@${phone.number} hello`)).toMatchObject({
      chat: { jid: group.jid, type: 'group' },
      message: { mentions: { mentionedUsers: [phone.jid] } },
    });
    group.rename(contact, 'Book club');
    const { data } = await client.next(
      ({ event, data: { type } }) => event === 'group.flow' && type === 'name',
    );
    expect(data).toMatchObject({ groupJid: group.jid });
    group.dissolve(contact);
    const gone = await client.next(
      ({ event, data: { type } }) => event === 'group.flow' && type === 'delete',
    );
    expect(gone.data).toMatchObject({ groupJid: group.jid });
  });
});
