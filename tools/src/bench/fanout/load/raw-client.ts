import { connect, type Socket } from 'node:net';
import { type Dialect } from './dialect.js';
import { FrameCounter } from './frame-counter.js';

const HEADERS_END = '\r\n\r\n';
/** Clients must mask their frames. A mask of zeros is the cheapest one. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

export interface RawClientOptions {
  readonly port: number;
  readonly path: string;
  readonly dialect: Dialect;
  readonly eventFromBytes: number;
  event(chunk: Buffer, at: number): void;
}

/** A socket whose frames are counted. It costs as little as possible and is the same for all servers. */
export class RawClient {
  events = 0;
  isClosed = false;

  private constructor(readonly socket: Socket) {}

  static async open(options: RawClientOptions): Promise<RawClient> {
    const { port, path, dialect, eventFromBytes } = options;
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    const client = new RawClient(socket);
    socket.on('close', () => (client.isClosed = true));
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c3RhcmxpbmcgYmVuY2htaw==${HEADERS_END}`,
    );
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('The server closed during the handshake.')));
      const frames = new FrameCounter(eventFromBytes, {
        event: (chunk, at) => {
          client.events += 1;
          options.event(chunk, at);
        },
        text: (text) => {
          const { reply, isOpen } = dialect.answer(text);
          if (reply !== undefined) socket.write(maskedText(reply));
          if (isOpen) resolve();
        },
        ping: () => void socket.write(PONG),
      });
      let head = '';
      const readHead = (chunk: Buffer): void => {
        head += chunk.toString('latin1');
        const end = head.indexOf(HEADERS_END);
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(head));
        socket.off('data', readHead).on('data', (later: Buffer) => frames.addChunk(later));
        if (dialect.isOpenAtOnce) resolve();
        frames.addChunk(Buffer.from(head.slice(end + HEADERS_END.length), 'latin1'));
      };
      socket.on('data', readHead);
    });
    socket.on('error', () => undefined);
    return client;
  }
}

function maskedText(text: string): Buffer {
  return Buffer.from(`\x81${String.fromCharCode(0x80 | text.length)}\0\0\0\0${text}`, 'latin1');
}
