import { beforeAll, describe, expect, it } from '@jest/globals';
import type { BaileysEventMap } from '@whiskeysockets/baileys';
import sharp from 'sharp';
import { type Linked, useSandbox } from '../testing-suite.js';
import { downloadFrom, makePicture } from '../testing-pictures.js';

type ContactUpdate = BaileysEventMap['contacts.update'][number];

describe('Pictures', () => {
  const suite = useSandbox({ seed: 'pictures' });
  let orion: Linked;
  let lyra: Linked;

  beforeAll(async () => {
    orion = await suite.linked();
    lyra = await suite.linked('Lyra');
  });

  const updateOf = (
    { client }: Linked,
    jid: string,
    imgUrl: 'changed' | 'removed',
  ): Promise<ContactUpdate> =>
    client.until('contacts.update', (updates) =>
      updates.find((update) => update.id === jid && (update.imgUrl as string) === imgUrl),
    );
  const sizeOf = async (url: string | undefined): Promise<unknown> => {
    const { format, width, height } = await sharp(
      await downloadFrom(suite.sandbox, url),
    ).metadata();
    return { format, width, height };
  };

  it('of an account are cropped, readable for others, and announced to devices that know the account', async () => {
    const me = orion.phone.jid;
    await lyra.client.socket.sendMessage(me, { text: 'hi' });
    await orion.client.socket.updateProfilePicture(me, await makePicture());
    await updateOf(lyra, me, 'changed');
    const url = await lyra.client.socket.profilePictureUrl(me, 'image');
    expect(await sizeOf(url)).toEqual({ format: 'jpeg', width: 640, height: 640 });
    await orion.client.socket.removeProfilePicture(me);
    await updateOf(lyra, me, 'removed');
    await expect(lyra.client.socket.profilePictureUrl(me)).rejects.toThrow('item-not-found');
  });

  it('of a group are announced to its members, with the author of the change', async () => {
    const { id } = await orion.client.socket.groupCreate('Night', [lyra.phone.jid]);
    await orion.client.socket.updateProfilePicture(id, await makePicture());
    await updateOf(lyra, id, 'changed');
    await lyra.client.until('messages.upsert', ({ messages }) =>
      messages.find(
        ({ key, participant }) => key.remoteJid === id && participant === orion.phone.lid,
      ),
    );
    const url = await lyra.client.socket.profilePictureUrl(id, 'image');
    expect(await sizeOf(url)).toMatchObject({ format: 'jpeg' });
    await lyra.client.socket.removeProfilePicture(id);
    await updateOf(orion, id, 'removed');
  });

  it('of a virtual person are announced to devices that saved that person', async () => {
    const vega = suite.sandbox.contacts.add({ name: 'Vega' });
    await lyra.client.socket.addOrEditContact(vega.jid, { fullName: 'Vega' });
    const bytes = await makePicture();
    vega.updatePicture(bytes);
    await updateOf(lyra, vega.jid, 'changed');
    const url = await lyra.client.socket.profilePictureUrl(vega.jid);
    expect(await downloadFrom(suite.sandbox, url)).toEqual(bytes);
    vega.updatePicture(undefined);
    await updateOf(lyra, vega.jid, 'removed');
  });
});
