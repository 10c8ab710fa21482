import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../operation/parse-request.js';
import { sendButton } from './send-button.js';
import { sendCarousel } from './send-carousel.js';
import { sendForm } from './send-form.js';
import { sendList } from './send-list.js';
import { sendPix } from './send-pix.js';

const NUMBER = { number: '5511999999999' };
const BUTTON = { id: 'yes', displayText: 'Yes' };
const COUNT = 'buttons must have between 1 and 3 items';

describe('Buttons', () => {
  const menu = (sent: object) =>
    parseBody(sendButton, { ...NUMBER, contentText: 'Well?', buttons: [BUTTON], ...sent });

  it('are replies unless they are said to be something else, in any case', () => {
    const types = [null, 'url', 'Call', 'COPY'].map((type) => ({ ...BUTTON, type }));
    expect(menu({ buttons: types.slice(0, 3) }).buttons.map(({ type }) => type)).toEqual([
      'REPLY',
      'URL',
      'CALL',
    ]);
    expect(menu({ buttons: types.slice(3) }).buttons).toEqual([{ ...BUTTON, type: 'COPY' }]);
  });

  it('stand below a text or a file, never both', () => {
    const texts = { headerText: 'Hello', footerText: 'Bye' };
    expect(menu(texts)).toMatchObject({ ...texts, media: undefined });
    expect(menu({ ...texts, mediaUrl: 'https://a/b', mediaType: 'Video' })).toMatchObject({
      headerText: '',
      footerText: 'Bye',
      media: { kind: 'video', file: { kind: 'url', url: 'https://a/b' } },
    });
    expect(menu({ mediaType: 'nonsense' }).media).toBeUndefined();
  });

  it.each([
    [{ contentText: ' ', buttons: [] }, 'contentText is required'],
    [{ buttons: undefined }, COUNT],
    [{ buttons: [] }, COUNT],
    [{ buttons: Array(4).fill(BUTTON) }, COUNT],
    [{ buttons: [BUTTON, { displayText: 'No' }] }, 'buttons[1].id is required'],
    [{ buttons: [{ id: 'a', displayText: ' ' }] }, 'buttons[0].displayText is required'],
    [
      { buttons: [{ ...BUTTON, type: 'LINK' }] },
      "Invalid button type. Use 'REPLY', 'URL', 'CALL' or 'COPY'",
    ],
    [{ mediaUrl: 'https://a/b' }, 'mediaType is required when mediaUrl is set'],
    [{ mediaUrl: 'x', mediaType: 'AUDIO' }, 'mediaType is required when mediaUrl is set'],
    [{ buttons: [null] }, 'Invalid request body: buttons.0: '],
  ])('%j are refused with: %s', (sent, error) => {
    expect(() => menu(sent)).toThrow(error);
  });
});

describe('A list', () => {
  const ROW = { id: 'a', title: 'A' };
  const SECTION = { title: 'S', rows: [ROW] };
  const list = (sent: object) =>
    parseBody(sendList, {
      ...NUMBER,
      contentText: 'Well?',
      buttonText: 'Open',
      sections: [SECTION],
      ...sent,
    });

  it('has sections of rows', () => {
    expect(list({ sections: [{ rows: [ROW] }] })).toMatchObject({
      contentText: 'Well?',
      buttonText: 'Open',
      headerText: '',
      footerText: '',
      sections: [{ title: '', rows: [{ ...ROW, description: '' }] }],
    });
  });

  it.each([
    [{ contentText: null, buttonText: null }, 'contentText is required'],
    [{ buttonText: '' }, 'buttonText is required'],
    [{ sections: [] }, 'sections must have between 1 and 10 items'],
    [{ sections: Array(11).fill(SECTION) }, 'Invalid request body: sections: two rows have one id'],
    [{ sections: [SECTION, {}] }, 'sections[1].rows must have between 1 and 10 items'],
    [
      { sections: [{ rows: Array.from({ length: 11 }, (_, n) => ({ id: `${n}`, title: 'A' })) }] },
      'sections[0].rows must have between 1 and 10 items',
    ],
    [{ sections: [{ rows: [{ title: 'A' }] }] }, 'sections[0].rows[0].id is required'],
    [{ sections: [{ rows: [ROW, { id: 'b' }] }] }, 'sections[0].rows[1].title is required'],
    [{ sections: [SECTION, SECTION] }, 'Invalid request body: sections: two rows have one id'],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => list(sent)).toThrow(error);
  });

  it('has ten sections at most', () => {
    const sections = Array.from({ length: 11 }, (_, n) => ({ rows: [{ id: `${n}`, title: 'A' }] }));
    expect(list({ sections: sections.slice(1) }).sections).toHaveLength(10);
    expect(() => list({ sections })).toThrow('sections must have between 1 and 10 items');
  });
});

describe('A carousel', () => {
  const CARD = { header: { title: 'T' }, body: { text: 'B' } };
  const carousel = (cards: unknown, more: object = {}) =>
    parseBody(sendCarousel, { ...NUMBER, cards, ...more });

  it('has cards with a picture or a video, and the sent texts above and below them', () => {
    const card = {
      header: { title: 'T', subtitle: 'S', imageUrl: 'https://a/b', videoUrl: 'https://c/d' },
      body: { text: 'B' },
      footer: 'F',
      buttons: [BUTTON],
    };
    expect(carousel([card, CARD], { message: 'M' })).toMatchObject({
      message: 'M',
      footer: '',
      cards: [
        {
          title: 'T',
          subtitle: 'S',
          media: { kind: 'image', file: { kind: 'url', url: 'https://a/b' } },
          text: 'B',
          footer: 'F',
          buttons: [{ ...BUTTON, type: 'REPLY' }],
        },
        { title: 'T', subtitle: '', media: undefined, text: 'B', footer: '', buttons: [] },
      ],
    });
    const film = { ...CARD, header: { title: 'T', videoUrl: 'https://c/d' } };
    expect(carousel([film]).cards[0]?.media?.kind).toBe('video');
  });

  it.each([
    [undefined, 'cards must have between 1 and 10 items'],
    [[], 'cards must have between 1 and 10 items'],
    [Array(11).fill(CARD), 'cards must have between 1 and 10 items'],
    [[CARD, {}], 'cards[1].header.title is required'],
    [[{ ...CARD, body: { text: ' ' } }], 'cards[0].body.text is required'],
    [[{ ...CARD, buttons: [{ id: 'a' }] }], 'cards[0].buttons[0].displayText is required'],
    [[{ ...CARD, buttons: Array(4).fill(BUTTON) }], COUNT],
    ['x', 'Invalid request body: cards: '],
  ])('with the cards %j is refused with: %s', (cards, error) => {
    expect(() => carousel(cards)).toThrow(error);
  });
});

describe('A form', () => {
  const form = (sent: object) =>
    parseBody(sendForm, { ...NUMBER, message: 'Who?', formType: 'contact_details', ...sent });

  it('asks only for the fields that the request names', () => {
    expect(form({ emailVisible: true })).toMatchObject({
      formType: 'contact_details',
      buttonParamsJson: undefined,
      flowMessageVersion: '3',
      messageVersion: undefined,
      emailVisible: true,
      fullNameVisible: false,
      buttonLabel: '',
    });
  });

  it('is any other when its parameters are given', () => {
    const body = form({ formType: null, buttonParamsJSON: '{"a":1}' });
    expect(body).toMatchObject({ formType: undefined, buttonParamsJson: '{"a":1}' });
  });

  it.each([
    [{ message: '', formType: 'x' }, 'message is required'],
    [{ formType: null }, "Invalid formType. Use 'contact_details' or 'registration_offer'"],
    [{ formType: 'survey', buttonParamsJSON: '{}' }, 'Invalid formType.'],
    [{ buttonParamsJSON: '{a}' }, 'Invalid buttonParamsJSON'],
    [{ flowMessageVersion: 3 }, 'Invalid request body: flowMessageVersion: '],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => form(sent)).toThrow(error);
  });
});

describe('A PIX key', () => {
  const pix = (sent: object) =>
    parseBody(sendPix, {
      ...NUMBER,
      merchantName: 'Bakery',
      pixKey: 'a@b.example',
      pixKeyType: 'EMAIL',
      ...sent,
    });

  it('has by default one of everything, free of charge', () => {
    expect(pix({ items: [{ name: 'Bread' }] })).toMatchObject({
      message: '',
      pixKey: 'a@b.example',
      items: [{ name: 'Bread', description: '', quantity: 1, unitPrice: 0 }],
    });
    expect(pix({}).items).toEqual([]);
  });

  it('keeps nothing but digits when it is a CPF or CNPJ', () => {
    expect(pix({ pixKeyType: 'CPF', pixKey: '123.456.789-09' }).pixKey).toBe('12345678909');
    expect(pix({ pixKeyType: 'CNPJ', pixKey: '12.345.678/0001-95' }).pixKey).toBe('12345678000195');
    expect(pix({ pixKeyType: 'PHONE', pixKey: '+5511999999999' }).pixKey).toBe('+5511999999999');
  });

  it.each([
    [{ merchantName: ' ', pixKey: '' }, 'merchantName is required'],
    [{ pixKey: null, pixKeyType: 'x' }, 'pixKey is required'],
    [{ pixKey: '-', pixKeyType: 'CPF' }, 'pixKey is required'],
    [{ pixKeyType: 'cpf' }, "Invalid pixKeyType. Use 'CPF', 'CNPJ', 'EMAIL', 'PHONE' or 'RANDOM'"],
    [{ items: [{ name: ' ' }] }, 'Invalid request body: items.0.name: '],
    [{ items: [{ name: 'A', quantity: 0 }] }, 'Invalid request body: items.0.quantity: '],
    [{ items: [{ name: 'A', unitPrice: -1 }] }, 'Invalid request body: items.0.unitPrice: '],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => pix(sent)).toThrow(error);
  });
});
