import { beforeAll, describe, expect, it } from '@jest/globals';
import type { NewsletterMetadata } from '@whiskeysockets/baileys';
import sharp from 'sharp';
import { downloadFrom, makePicture } from '../testing-pictures.js';
import { type Linked, useSandbox } from '../testing-suite.js';

describe('The owner of a channel', () => {
  const suite = useSandbox({ seed: 'channel-roles' });
  let owner: Linked;
  let other: Linked;
  let jid: string;

  beforeAll(async () => {
    owner = await suite.linked();
    other = await suite.linked('Lyra');
    ({ id: jid } = await owner.client.socket.newsletterCreate('News'));
    await other.client.socket.newsletterFollow(jid);
  });

  const metadata = async ({ client }: Linked): Promise<NewsletterMetadata> =>
    (await client.socket.newsletterMetadata('jid', jid))!;
  const roleOf = async (who: Linked): Promise<unknown> =>
    ((await metadata(who)) as unknown as { viewer_metadata: { role: string } }).viewer_metadata
      .role;

  it('changes name, description and picture, and followers are notified', async () => {
    const { socket } = owner.client;
    await socket.newsletterUpdateName(jid, 'Olds');
    await socket.newsletterUpdateDescription(jid, 'All of it');
    await other.client.until(
      'newsletter-settings.update',
      ({ id, update }) => id === jid && update.description === 'All of it',
    );
    await socket.newsletterUpdatePicture(jid, await makePicture());
    const { thread_metadata: thread } = (await metadata(other)) as unknown as {
      thread_metadata: { name: { text: string }; picture: { direct_path: string } };
    };
    expect(thread.name.text).toBe('Olds');
    const url = `${suite.sandbox.mediaUrl}${thread.picture.direct_path}`;
    const { format, width } = await sharp(await downloadFrom(suite.sandbox, url)).metadata();
    expect({ format, width }).toEqual({ format: 'jpeg', width: 640 });
    await socket.newsletterRemovePicture(jid);
    expect(await metadata(other)).toMatchObject({
      thread_metadata: { picture: { direct_path: '' } },
    });
  });

  it('can transfer it to a follower, who can then demote the former owner to a follower', async () => {
    await expect(other.client.socket.newsletterChangeOwner(jid, other.phone.jid)).rejects.toThrow(
      'Forbidden',
    );
    await owner.client.socket.newsletterChangeOwner(jid, other.phone.lid);
    expect([await roleOf(owner), await roleOf(other)]).toEqual(['ADMIN', 'OWNER']);
    expect(await other.client.socket.newsletterAdminCount(jid)).toBe(2);
    await other.client.socket.newsletterDemote(jid, owner.phone.jid);
    await owner.client.until(
      'newsletter-participants.update',
      ({ id, user, action }) => id === jid && user === owner.phone.lid && action === 'demote',
    );
    expect(await roleOf(owner)).toBe('SUBSCRIBER');
    expect(await other.client.socket.newsletterAdminCount(jid)).toBe(1);
    expect(await other.client.socket.newsletterSubscribers(jid)).toEqual({ subscribers: 1 });
  });

  it('can be a virtual person, whose new administrators are notified', async () => {
    const vega = suite.sandbox.contacts.add({ name: 'Vega' });
    const channel = suite.sandbox.newsletters.create({ name: 'Stars', owner: vega });
    channel.promote(owner.phone);
    await owner.client.until(
      'newsletter-participants.update',
      ({ id, user, action }) =>
        id === channel.jid && user === owner.phone.lid && action === 'promote',
    );
    const sent = await owner.client.socket.sendMessage(channel.jid, { text: 'mine too' });
    await owner.client.untilTrue(() => channel.posts.some(({ id }) => id === sent?.key.id));
  });
});
