import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Linked, useSandbox } from '../testing-suite.js';
import { downloadFrom, makePicture, mediaAgentOf } from '../testing-pictures.js';

describe('Businesses', () => {
  const suite = useSandbox({ seed: 'business' });
  let owner: Linked;
  let visitor: Linked;

  beforeAll(async () => {
    const socket = { fetchAgent: mediaAgentOf(suite.sandbox) };
    owner = await suite.linked('Orion', { socket });
    visitor = await suite.linked('Lyra');
  });

  it('have address, hours and description; fields that an update leaves out stay', async () => {
    const { socket } = owner.client;
    await socket.updateBussinesProfile({
      address: 'Main Street 1',
      description: 'Stars for all',
      email: 'orion@example.org',
      websites: ['https://example.org', 'https://example.com'],
      hours: {
        timezone: 'America/Sao_Paulo',
        days: [
          {
            day: 'mon',
            mode: 'specific_hours',
            openTimeInMinutes: '480',
            closeTimeInMinutes: '1080',
          },
          { day: 'sun', mode: 'open_24h' },
        ],
      },
    });
    owner.phone.shop.categorize('Astronomy');
    await socket.updateBussinesProfile({ address: 'Main Street 2' });
    expect(await visitor.client.socket.getBusinessProfile(owner.phone.jid)).toEqual({
      wid: owner.phone.jid,
      address: 'Main Street 2',
      description: 'Stars for all',
      email: 'orion@example.org',
      website: ['https://example.org'],
      category: 'Astronomy',
      business_hours: {
        timezone: 'America/Sao_Paulo',
        business_config: [
          { day_of_week: 'mon', mode: 'specific_hours', open_time: '480', close_time: '1080' },
          { day_of_week: 'sun', mode: 'open_24h' },
        ],
      },
    });
  });

  it('add and delete a cover photo', async () => {
    const { socket } = owner.client;
    await socket.updateCoverPhoto(await makePicture());
    const facts = suite.sandbox.world.profiles.getBusiness(owner.phone.lid);
    expect(facts?.coverPhoto).toBeDefined();
    await socket.removeCoverPhoto(facts?.coverPhoto ?? '');
    expect(suite.sandbox.world.profiles.getBusiness(owner.phone.lid)?.coverPhoto).toBeUndefined();
  });

  it('list their products page by page, hidden ones for themselves only', async () => {
    const { socket } = owner.client;
    const image = await makePicture();
    // Stored directly, because Baileys sometimes uploads a product's picture before it has written the file.
    suite.sandbox.world.media.put('/product/image/lamp', image);
    const uploaded = { url: new URL('https://mmg.whatsapp.net/product/image/lamp') };
    const kinds = { currency: 'BRL', originCountryCode: undefined, description: '' };
    const lamp = await socket.productCreate({
      ...kinds,
      name: 'Lamp',
      price: 10_000,
      images: [uploaded],
    });
    const map = await socket.productCreate({ ...kinds, name: 'Map', price: 5_000, images: [] });
    const secret = await socket.productCreate({
      ...kinds,
      name: 'Secret',
      price: 1,
      isHidden: true,
      images: [],
    });
    expect(lamp).toMatchObject({ name: 'Lamp', price: 10_000, currency: 'BRL', isHidden: false });
    expect(await downloadFrom(suite.sandbox, lamp.imageUrls.original)).toEqual(image);
    await socket.productUpdate(map.id, { ...kinds, name: 'Chart', price: 6_000, images: [] });
    const { jid } = owner.phone;
    const page = await visitor.client.socket.getCatalog({ jid, limit: 1 });
    expect(page.products.map(({ name }) => name)).toEqual(['Lamp']);
    const rest = await visitor.client.socket.getCatalog({ jid, cursor: page.nextPageCursor! });
    expect(rest).toMatchObject({ products: [{ name: 'Chart', price: 6_000 }] });
    expect(rest.nextPageCursor).toBeUndefined();
    expect((await socket.getCatalog({})).products).toHaveLength(3);
    expect(await socket.productDelete([map.id, secret.id, 'none'])).toEqual({ deleted: 2 });
    expect((await socket.getCatalog({})).products.map(({ id }) => id)).toEqual([lamp.id]);
  });

  it('of virtual people have collections and orders', async () => {
    const shop = suite.sandbox.contacts.add({ name: 'Vega' }).shop;
    const [lens, tube] = ['Lens', 'Tube'].map((name) =>
      shop.addProduct({ name, price: 2_000, currency: 'BRL' }),
    );
    shop.addCollection('Glass', [lens!]);
    const { socket } = owner.client;
    const { collections } = await socket.getCollections(shop.jid);
    expect(collections).toMatchObject([
      { name: 'Glass', status: { status: 'APPROVED' }, products: [{ id: lens!.id }] },
    ]);
    const order = shop.addOrder([
      { product: lens!, quantity: 2 },
      { product: tube!, quantity: 1 },
    ]);
    expect(await socket.getOrderDetails(order.id, order.token)).toMatchObject({
      price: { total: 6_000, currency: 'BRL' },
      products: [{ name: 'Lens', quantity: 2 }, { name: 'Tube' }],
    });
    await expect(socket.getOrderDetails(order.id, 'forged')).rejects.toThrow('item-not-found');
  });
});
