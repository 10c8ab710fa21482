import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/**
 * Who is connected, and whose request is not yet answered. Node's own `server.close` waits for idle keep-alive
 * connections and for upgraded sockets as well, so a stop that relies on it lasts as long as its callers please.
 */
export class HttpConnections {
  private readonly sockets = new Set<Socket>();
  private readonly unanswered = new Set<ServerResponse>();
  private whenAllAnswered: (() => void) | undefined;

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      this.unanswered.add(response);
      response.once('close', () => this.forget(response));
    });
  }

  /** No new connections from here on; resolves when the requests under way are answered. */
  async finishRequests(): Promise<void> {
    if (this.server.listening) this.server.close();
    for (const response of this.unanswered) {
      if (!response.headersSent) response.setHeader('connection', 'close');
    }
    if (this.unanswered.size > 0) await new Promise<void>((all) => (this.whenAllAnswered = all));
    this.server.closeIdleConnections();
  }

  /** Ends the connections that are left, upgraded or not. What they had to be sent is sent before. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private forget(response: ServerResponse): void {
    this.unanswered.delete(response);
    if (this.unanswered.size === 0) this.whenAllAnswered?.();
  }
}
