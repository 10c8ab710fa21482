import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/**
 * Requests that came in and are not yet answered. A stop waits for these alone: an idle keep-alive connection or an
 * upgraded socket would hold `server.close` until its own time-out.
 */
export class RequestsUnderWay {
  private readonly responses = new Set<ServerResponse>();
  private whenNone: (() => void) | undefined;

  constructor(private readonly server: Server) {
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      this.responses.add(response);
      response.once('close', () => this.forget(response));
    });
  }

  /** No new connections from here on; resolves when what was under way is answered. */
  async finish(): Promise<void> {
    if (this.server.listening) this.server.close();
    for (const response of this.responses) {
      if (!response.headersSent) response.setHeader('connection', 'close');
    }
    if (this.responses.size > 0) await new Promise<void>((none) => (this.whenNone = none));
    this.server.closeIdleConnections();
  }

  private forget(response: ServerResponse): void {
    this.responses.delete(response);
    if (this.responses.size === 0) this.whenNone?.();
  }
}
