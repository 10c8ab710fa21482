import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';

interface OpenOptions extends ClientOptions {
  /** Id of the last event that it knows. */
  readonly since?: string;
}

/** A real client that keeps the texts it receives. */
export class Listener {
  readonly texts: string[] = [];
  closeCode: number | undefined;

  private constructor(
    readonly socket: WebSocket,
    readonly answer: IncomingMessage,
  ) {
    socket.on('message', (data: Buffer, isBinary) => {
      this.texts.push(isBinary ? 'binary' : data.toString());
    });
    socket.on('close', (code) => (this.closeCode = code));
    socket.on('error', () => undefined);
  }

  static async open(port: number, token: string, options: OpenOptions = {}): Promise<Listener> {
    const { since, ...others } = options;
    const query = since === undefined ? '' : `&since=${since}`;
    const url = `ws://127.0.0.1:${port}/ws/my%20shop?token=${token}${query}`;
    const socket = new WebSocket(url, others);
    const upgraded = once(socket, 'upgrade') as Promise<[IncomingMessage]>;
    const opened = once(socket, 'open');
    const [answer] = await upgraded;
    const listener = new Listener(socket, answer);
    await opened;
    return listener;
  }
}

/** The answer to a refused upgrade. */
export async function refusalOf(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  socket.on('error', () => undefined);
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  const chunks = await answer.toArray();
  const body = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as {
    error: { message: string };
  };
  return { status: answer.statusCode, message: body.error.message, headers: answer.headers };
}
