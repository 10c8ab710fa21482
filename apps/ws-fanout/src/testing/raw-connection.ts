import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const MASK = Buffer.from([1, 2, 3, 4]);
const MASKED = 0x80;
const LENGTH_IN_16_BITS = 126;

/** A connection whose every byte is chosen: what no well-behaved client would send. */
export class RawConnection {
  received = Buffer.alloc(0);
  isClosed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.received = Buffer.concat([this.received, chunk])));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const connection = new RawConnection(socket);
    await once(socket, 'connect');
    return connection;
  }

  /** An open WebSocket. */
  static async upgraded(port: number, token: string): Promise<RawConnection> {
    const connection = await RawConnection.open(port);
    connection.socket.write(handshake(token));
    while (!connection.received.includes('\r\n\r\n')) await once(connection.socket, 'data');
    if (!connection.said.startsWith('HTTP/1.1 101')) throw new Error(connection.said);
    connection.received = Buffer.alloc(0);
    return connection;
  }

  get said(): string {
    return this.received.toString('latin1');
  }

  /** Of the close frame that is the last thing it got. */
  get closeCode(): number | undefined {
    const at = this.received.lastIndexOf(0x88);
    return at < 0 || this.received.length < at + 4 ? undefined : this.received.readUInt16BE(at + 2);
  }
}

export const handshake = (token: string): string =>
  [
    `GET /ws/my%20shop?token=${token} HTTP/1.1`,
    'Host: here',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
    '',
    '',
  ].join('\r\n');

/** `first` is the first byte of a frame: final bit, reserved bits and opcode. */
export function frame(first: number, payload: Buffer | string, isMasked = true): Buffer {
  const bytes = Buffer.from(payload);
  const bit = isMasked ? MASKED : 0;
  const header =
    bytes.length < LENGTH_IN_16_BITS
      ? [first, bit | bytes.length]
      : [first, bit | LENGTH_IN_16_BITS, bytes.length >> 8, bytes.length & 0xff];
  if (!isMasked) return Buffer.concat([Buffer.from(header), bytes]);
  const masked = bytes.map((byte, index) => byte ^ (MASK[index % 4] as number));
  return Buffer.concat([Buffer.from(header), MASK, masked]);
}
