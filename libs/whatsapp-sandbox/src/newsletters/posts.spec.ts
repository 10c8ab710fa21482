import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type BinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  type WAMessage,
  WAMessageStatus,
} from '@whiskeysockets/baileys';
import { downloadFrom, mediaAgentOf } from '../testing-pictures.js';
import type { TestClient } from '../testing-client.js';
import { useSandbox } from '../testing-suite.js';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('Posts in a channel', () => {
  const suite = useSandbox({ seed: 'posts' });
  let owner: TestClient;
  let reader: TestClient;
  let jid: string;

  beforeAll(async () => {
    const socket = { fetchAgent: mediaAgentOf(suite.sandbox) };
    ({ client: owner } = await suite.linked('Orion', { socket }));
    ({ client: reader } = await suite.linked('Lyra'));
    ({ id: jid } = await owner.socket.newsletterCreate('News'));
    await reader.socket.newsletterFollow(jid);
  });

  const arrived = (client: TestClient, id: string | null | undefined): Promise<WAMessage> =>
    client.until('messages.upsert', ({ messages }) =>
      messages.find(({ key, message }) => key.id === id && message),
    );
  const fetched = async (client: TestClient, count = 50, after?: number): Promise<BinaryNode[]> => {
    const result = (await client.socket.newsletterFetchMessages(
      jid,
      count,
      undefined as never,
      after as never,
    )) as BinaryNode;
    const updates = getBinaryNodeChild(result, 'message_updates');
    return getAllBinaryNodeChildren(getBinaryNodeChild(updates, 'messages')!);
  };

  it('reach the devices of a follower unencrypted, and can be read page by page', async () => {
    const first = await owner.socket.sendMessage(jid, { text: 'one' });
    const second = await owner.socket.sendMessage(jid, { text: 'two' });
    expect((await arrived(reader, second?.key.id)).message).toMatchObject({
      extendedTextMessage: { text: 'two' },
    });
    const { key } = await arrived(reader, first?.key.id);
    expect(key).toMatchObject({ remoteJid: jid, fromMe: false, server_id: '100' });
    const posts = await fetched(reader);
    expect(posts.map(({ attrs }) => attrs.id)).toEqual([first?.key.id, second?.key.id]);
    expect((await fetched(reader, 1)).map(({ attrs }) => attrs.server_id)).toEqual(['101']);
    expect((await fetched(reader, 9, 100)).map(({ attrs }) => attrs.server_id)).toEqual(['101']);
  });

  it('have media that can be downloaded and read without a key', async () => {
    const sent = await owner.socket.sendMessage(jid, { image: PIXEL, caption: 'a pixel' });
    const { message } = await arrived(reader, sent?.key.id);
    expect(message?.imageMessage?.caption).toBe('a pixel');
    const url = message?.imageMessage?.url ?? '';
    expect(await downloadFrom(suite.sandbox, url)).toEqual(PIXEL);
  });

  it('can be edited and deleted by their author', async () => {
    const sent = await owner.socket.sendMessage(jid, { text: 'wrogn' });
    // A copy, because Baileys changes the key that it returned.
    const key = { ...sent!.key };
    await arrived(reader, key.id);
    await owner.socket.sendMessage(jid, { text: 'right', edit: { ...key } });
    await reader.until('messages.update', (updates) =>
      updates.find(
        ({ key: { id }, update }) =>
          id === key.id &&
          update.message?.editedMessage?.message?.extendedTextMessage?.text === 'right',
      ),
    );
    await owner.socket.sendMessage(jid, { delete: { ...key } });
    await reader.until('messages.update', (updates) =>
      updates.find(({ key: { id }, update }) => id === key.id && update.message === null),
    );
    const post = (await fetched(reader)).find(({ attrs }) => attrs.id === key.id);
    expect(post?.content).toEqual([]);
  });

  it('have one reaction of each person, of which devices with live updates are notified', async () => {
    await owner.socket.sendMessage(jid, { text: 'like it' });
    const serverId = (await fetched(owner)).at(-1)?.attrs.server_id ?? '';
    expect(await owner.socket.subscribeNewsletterUpdates(jid)).toEqual({ duration: '300' });
    const reactions = async (): Promise<unknown> => {
      const post = (await fetched(owner)).at(-1)!;
      const counts = getBinaryNodeChild(post, 'reactions');
      return getAllBinaryNodeChildren(counts!).map(({ attrs }) => attrs);
    };
    await reader.socket.newsletterReactMessage(jid, serverId, '🔥');
    await reader.socket.newsletterReactMessage(jid, serverId, '👍');
    await owner.socket.newsletterReactMessage(jid, serverId, '👍');
    expect(await reactions()).toEqual([{ code: '👍', count: '2' }]);
    await owner.until(
      'newsletter.reaction',
      ({ id, server_id, reaction }) =>
        id === jid && server_id === serverId && reaction.code === '👍',
    );
    await reader.socket.newsletterReactMessage(jid, serverId);
    expect(await reactions()).toEqual([{ code: '👍', count: '1' }]);
  });

  it('are refused when the author only follows the channel', async () => {
    const sent = await reader.socket.sendMessage(jid, { text: 'me too' });
    const refused = await reader.untilTrue(() =>
      [
        ...reader.seen('messages.upsert').flatMap(({ messages }) => messages),
        ...reader
          .seen('messages.update')
          .flatMap((updates) => updates.map(({ key, update }) => ({ ...update, key }))),
      ].find(({ key, status }) => key.id === sent?.key.id && status === WAMessageStatus.ERROR),
    );
    expect(refused.messageStubParameters).toEqual(['403']);
  });

  it('of a virtual person reach real followers', async () => {
    const vega = suite.sandbox.contacts.add({ name: 'Vega' });
    const channel = suite.sandbox.newsletters.create({ name: 'Stars', owner: vega });
    expect(await reader.socket.newsletterMetadata('invite', channel.inviteCode)).toMatchObject({
      id: channel.jid,
    });
    await reader.socket.newsletterFollow(channel.jid);
    const post = await channel.post({ image: PIXEL, caption: 'Vega' });
    const { message } = await arrived(reader, post.id);
    expect(message?.imageMessage?.caption).toBe('Vega');
    await reader.socket.newsletterReactMessage(channel.jid, String(post.serverId), '⭐');
    expect([...post.reactions.values()]).toEqual(['⭐']);
  });
});
