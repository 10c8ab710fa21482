import { describe, expect, it } from '@jest/globals';
import { sendButton, sendCarousel, sendForm, sendList, sendPix } from '@starling/contract';
import { type proto } from '@whiskeysockets/baileys';
import { type BaileysContent } from './content.js';
import { contentOf, judged, relayed, saidOf } from '../../testing/composed.js';
import { received } from '../../testing/translation.js';
import { composeButtons, composeCarousel } from './buttons.js';
import { composeForm } from './form.js';
import { composeList } from './list.js';
import { composePix } from './pix.js';

const quoted = received({ conversation: 'Well?' }, { id: 'QUOTED' });

const interactive = async (outgoing: BaileysContent) => {
  const { viewOnceMessage } = await contentOf(outgoing);
  expect(viewOnceMessage?.message?.messageContextInfo).toMatchObject({
    deviceListMetadata: {},
    deviceListMetadataVersion: 2,
  });
  return viewOnceMessage?.message?.interactiveMessage as proto.Message.IInteractiveMessage;
};

const flowOf = ({ nativeFlowMessage }: proto.Message.IInteractiveMessage) =>
  nativeFlowMessage?.buttons?.map(({ name, buttonParamsJson }) => [
    name,
    JSON.parse(buttonParamsJson ?? '') as unknown,
  ]);

describe('Buttons', () => {
  const buttons = [
    { id: 'yes', displayText: 'Yes' },
    { id: '+5511999999999', displayText: 'Call', type: 'CALL' },
    { id: 'CODE', displayText: 'Copy', type: 'COPY' },
  ];
  const body = judged(sendButton, { contentText: 'Well?', headerText: 'Top', buttons });

  it('each have their own way to say what they do', async () => {
    const menu = await interactive(composeButtons(body, undefined));
    expect(menu).toMatchObject({ header: { title: 'Top' }, body: { text: 'Well?' } });
    expect(flowOf(menu)).toEqual([
      ['quick_reply', { display_text: 'Yes', id: 'yes' }],
      ['cta_call', { display_text: 'Call', phone_number: '+5511999999999' }],
      ['cta_copy', { display_text: 'Copy', copy_code: 'CODE', id: 'CODE' }],
    ]);
  });

  it('stand below a file that was uploaded before', async () => {
    const menu = await interactive(composeButtons(body, { imageMessage: { url: 'https://m/i' } }));
    expect(menu.header).toMatchObject({
      hasMediaAttachment: true,
      imageMessage: { url: 'https://m/i' },
    });
  });

  it('quote what they answer, inside their wrapper', async () => {
    const { message } = await relayed(composeButtons(body, undefined), { quoted });
    const { viewOnceMessage } = message;
    expect(viewOnceMessage?.message?.interactiveMessage?.contextInfo?.stanzaId).toBe('QUOTED');
  });
});

describe('The other menus', () => {
  it('of a carousel has cards with what is in each', async () => {
    const header = { title: 'T', subtitle: 'S', videoUrl: 'https://a/b' };
    const cards = [{ header, body: { text: 'B' }, footer: 'F' }];
    const body = judged(sendCarousel, { message: 'M', footer: 'End', cards });
    const menu = await interactive(composeCarousel(body, [{ videoMessage: { url: 'https://m' } }]));
    expect(menu).toMatchObject({ body: { text: 'M' }, footer: { text: 'End' } });
    expect(menu.carouselMessage?.cards).toMatchObject([
      {
        header: { title: 'T', subtitle: 'S', videoMessage: { url: 'https://m' } },
        body: { text: 'B' },
        footer: { text: 'F' },
      },
    ]);
  });

  it('of a list has no wrapper', async () => {
    const rows = [{ id: 'a', title: 'A', description: 'first' }];
    const sent = {
      contentText: 'Well?',
      buttonText: 'Open',
      footerText: 'F',
      sections: [{ rows }],
    };
    const list = composeList(judged(sendList, sent));
    expect((await contentOf(list)).listMessage).toMatchObject({
      listType: 'SINGLE_SELECT',
      description: 'Well?',
      buttonText: 'Open',
      footerText: 'F',
      sections: [{ rows: [{ rowId: 'a', title: 'A', description: 'first' }] }],
    });
    expect(await saidOf(list)).toMatchObject({ messageType: 'list', content: 'Well?' });
  });

  it('of a form asks for what it was told, or for what the given parameters say', async () => {
    const sent = { message: 'Who?', formType: 'contact_details', buttonLabel: 'Fill in' };
    const form = composeForm(judged(sendForm, { ...sent, emailVisible: true }));
    const [[name, params] = []] = flowOf(await interactive(form)) ?? [];
    expect(name).toBe('galaxy_message');
    expect(params).toMatchObject({
      flow_message_version: '3',
      flow_cta: 'Fill in',
      form_type: 'contact_details',
      email_visible: true,
      full_name_visible: false,
    });
    const own = composeForm(judged(sendForm, { ...sent, buttonParamsJSON: '{"a": 1}' }));
    const menu = await interactive(own);
    expect(menu.nativeFlowMessage?.buttons?.[0]?.buttonParamsJson).toBe('{"a": 1}');
    expect(await saidOf(own)).toMatchObject({ messageType: 'interactive', content: 'Who?' });
  });

  it('of a PIX key sums up its items in whole cents', async () => {
    const items = [
      { name: 'Bread', quantity: 3, unitPrice: 0.1 },
      { name: 'Milk', unitPrice: 7.5 },
    ];
    const sent = { merchantName: 'Bakery', pixKey: 'k-1', pixKeyType: 'RANDOM', items };
    const pix = composePix(judged(sendPix, sent), 'REF');
    expect(flowOf(await interactive(pix))).toMatchObject([
      [
        'payment_info',
        {
          currency: 'BRL',
          reference_id: 'REF',
          total_amount: { value: 780, offset: 100 },
          order: { items: [{ name: 'Bread', quantity: 3 }, { amount: { value: 750 } }] },
          payment_settings: [
            { pix_static_code: { merchant_name: 'Bakery', key: 'k-1', key_type: 'EVP' } },
          ],
        },
      ],
    ]);
    expect((await saidOf(pix)).content).toBe('Bakery');
  });
});
