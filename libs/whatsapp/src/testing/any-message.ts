import fc from 'fast-check';
import { proto } from '@whiskeysockets/baileys';
import { ANA, BOB, GROUP } from './translation.js';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const text = maybe(fc.string({ unit: 'binary', maxLength: 8 }));
const number = maybe(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -0, 181)));
const count = maybe(fc.nat());
const flag = maybe(fc.boolean());
/** As text: a number of JavaScript does not hold them all. */
const long = maybe(
  fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.constant(253_402_300_800n)).map(String),
);
const jid = maybe(
  fc.oneof(
    fc.constantFrom(ANA.lid, BOB.jid, GROUP, '55:3@s.whatsapp.net', '5@c.us', '@', 'a:b@lid', ''),
    fc.string({ maxLength: 6 }),
    fc.string({ maxLength: 6 }).map((user) => `${user}@s.whatsapp.net`),
  ),
);
const json = maybe(fc.oneof(fc.json(), fc.constantFrom('{"id":"a"}', '{"flow_token":1}', '{')));

const key = maybe(fc.record({ remoteJid: jid, participant: jid, id: text, fromMe: flag }));

const file = {
  url: text,
  mimetype: text,
  caption: text,
  fileName: text,
  title: text,
  fileLength: long,
  seconds: count,
  ptt: flag,
};
const poll = { name: text, options: fc.array(fc.record({ optionName: text })) };
const menu = { contentText: text, description: text, body: maybe(fc.record({ text })) };
const place = { degreesLatitude: number, degreesLongitude: number, name: text, address: text };
const contact = { displayName: text, vcard: text };
const tap = {
  selectedButtonId: text,
  selectedDisplayText: text,
  selectedId: text,
  selectedIndex: count,
  selectedCarouselCardIndex: count,
  title: text,
  description: text,
  singleSelectReply: maybe(fc.record({ selectedRowId: text })),
};
const flow = { name: fc.constantFrom('quick_reply', 'single_select', 'x'), paramsJson: json };

const CONTENTS: Readonly<Record<string, Record<string, fc.Arbitrary<unknown>>>> = {
  extendedTextMessage: { text },
  imageMessage: file,
  videoMessage: file,
  ptvMessage: file,
  audioMessage: file,
  documentMessage: file,
  stickerMessage: file,
  locationMessage: { ...place, isLive: flag },
  liveLocationMessage: place,
  contactMessage: contact,
  contactsArrayMessage: { contacts: fc.array(fc.record(contact), { maxLength: 3 }) },
  pollCreationMessage: { ...poll, selectableOptionsCount: count },
  pollCreationMessageV3: poll,
  eventMessage: { name: text, startTime: long, endTime: long, description: text, joinLink: text },
  buttonsMessage: menu,
  listMessage: menu,
  interactiveMessage: menu,
  buttonsResponseMessage: tap,
  templateButtonReplyMessage: tap,
  listResponseMessage: tap,
  interactiveResponseMessage: {
    body: maybe(fc.record({ text })),
    nativeFlowResponseMessage: maybe(fc.record(flow)),
  },
  reactionMessage: { key, text },
  productMessage: {},
};

const WRAPPERS = ['ephemeralMessage', 'viewOnceMessageV2', 'editedMessage', 'deviceSentMessage'];

/** Every kind of content that is read, with anything in its fields, quoting, wrapping and editing others. */
const { message } = fc.letrec<{ message: object; context: object; content: object }>((tie) => ({
  context: fc.record({
    stanzaId: text,
    participant: jid,
    mentionedJid: fc.array(
      jid.map((one) => one ?? ''),
      { maxLength: 3 },
    ),
    isForwarded: flag,
    quotedMessage: maybe(tie('message')),
  }),
  content: fc.oneof(
    ...Object.entries(CONTENTS).map(([name, fields]) =>
      fc.record({ [name]: fc.record({ ...fields, contextInfo: maybe(tie('context')) }) }),
    ),
    fc.record({ conversation: text }),
  ),
  message: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: tie('content') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...WRAPPERS), tie('message'))
        .map(([name, inner]) => ({ [name]: { message: inner } })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        protocolMessage: fc.record({
          type: fc.constantFrom(0, 3, 14),
          key,
          ephemeralExpiration: count,
          editedMessage: maybe(tie('message')),
        }),
      }),
    },
  ),
}));

const wellFormed = message.map((drawn) =>
  proto.Message.encode(proto.Message.fromObject(drawn)).finish(),
);

/** The same, with some of its bytes broken. */
const broken = fc
  .tuple(wellFormed, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
  .map(([bytes, breaks]) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, value] of breaks) if (copy.length > 0) copy[at % copy.length] = value;
    return copy;
  });

/** What a sender may put into a stanza. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
  { weight: 6, arbitrary: wellFormed },
  { weight: 5, arbitrary: broken },
);
