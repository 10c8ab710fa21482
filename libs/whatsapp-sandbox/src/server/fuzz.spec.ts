import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Curve, NOISE_WA_HEADER, proto } from '@whiskeysockets/baileys';
import { WebSocket } from 'ws';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { useTestClient } from '../testing-client.js';
import { FrameDecoder, MalformedFrame, toFrame } from '../connection/frame-decoder.js';

const header = Buffer.from(NOISE_WA_HEADER);

describe('The frame decoder', () => {
  it('returns the frames that were sent, wherever the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
        fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 }), { nil: undefined }),
        fc.array(fc.nat(), { maxLength: 12 }),
        (bodies, routing, cuts) => {
          const edge = routing
            ? Buffer.concat([Buffer.from('ED\x00\x01'), toFrame(routing)])
            : Buffer.alloc(0);
          const stream = Buffer.concat([edge, header, ...bodies.map(toFrame)]);
          const points = [...cuts.map((cut) => cut % (stream.length + 1)), stream.length];
          const decoder = new FrameDecoder();
          const frames: Buffer[] = [];
          let from = 0;
          for (const to of points.sort((a, b) => a - b)) {
            for (const frame of decoder.push(stream.subarray(from, to)))
              frames.push(Buffer.from(frame));
            from = to;
          }
          expect(frames).toEqual(bodies.map((body) => Buffer.from(body)));
          expect(decoder.routingInfo).toEqual(routing && Buffer.from(routing));
        },
      ),
    );
  });

  it('reports other bytes as malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        try {
          for (const _frame of new FrameDecoder().push(Buffer.from(bytes))) void _frame;
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedFrame);
        }
      }),
    );
  });
});

describe('The server, with random bytes', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'fuzz' });
  });
  afterAll(() => sandbox.close());

  const feed = async (...messages: Uint8Array[]): Promise<void> => {
    const socket = new WebSocket(sandbox.url);
    socket.on('error', () => undefined);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    for (const message of messages) socket.send(message);
    await closed;
  };
  const hello = toFrame(
    proto.HandshakeMessage.encode({
      clientHello: { ephemeral: Curve.generateKeyPair().public },
    }).finish(),
  );
  const stillWorks = async (): Promise<void> => {
    const client = useTestClient({ url: sandbox.url });
    expect(await client.qr()).toContain('https://wa.me/');
    await client.stop();
    expect(sandbox.problems()).toEqual([]);
  };

  it('closes the connection on bytes of no client, and keeps working', async () => {
    const nonsense = fc
      .uint8Array({ minLength: 4, maxLength: 600 })
      .filter(
        ([first, second]) =>
          !(first === 0x57 && second === 0x41) && !(first === 0x45 && second === 0x44),
      );
    await fc.assert(
      fc.asyncProperty(nonsense, (bytes) => feed(bytes)),
      { numRuns: 60 },
    );
    await stillWorks();
  });

  it('closes the connection on a malformed handshake, and keeps working', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (bytes) => {
        const { clientHello } = tryDecode(bytes);
        fc.pre(clientHello?.ephemeral?.length !== 32);
        await feed(header, toFrame(bytes));
        await feed(header, hello, toFrame(bytes));
      }),
      { numRuns: 60 },
    );
    await stillWorks();
  });

  it('closes the connection on a handshake with a flipped bit, and keeps working', async () => {
    const finish = proto.HandshakeMessage.encode({
      clientFinish: { static: Buffer.alloc(48, 1), payload: Buffer.alloc(64, 2) },
    }).finish();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: finish.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const mutated = Buffer.from(finish);
        mutated[at]! ^= 1 << bit;
        await feed(header, hello, toFrame(mutated));
      }),
      { numRuns: 60 },
    );
    await stillWorks();
  });

  it('closes the connection on malformed frames after the handshake', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const client = useTestClient({ url: sandbox.url });
        await client.qr();
        await client.socket.sendRawMessage(bytes);
        await client.closed();
      }),
      { numRuns: 15 },
    );
    await stillWorks();
  });
});

const tryDecode = (bytes: Uint8Array): Partial<proto.HandshakeMessage> => {
  try {
    return proto.HandshakeMessage.decode(bytes);
  } catch {
    return {};
  }
};
