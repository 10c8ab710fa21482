import { WebSocket } from 'ws';

interface Listening {
  hasClosed(code: number): void;
}

/** A WebSocket that knows who listens: one listener serves all, where closures would cost each client memory. */
export class ClientSocket extends WebSocket {
  private listening: Listening | undefined;

  /** What clients say is dropped unheard: ws answers pings, and the silent are known by the bytes they sent. */
  listenFor(listening: Listening): void {
    this.listening = listening;
    this.on('error', leaveToWs);
    this.on('close', ClientSocket.tellClosed);
  }

  private static tellClosed(this: WebSocket, code: number): void {
    if (this instanceof ClientSocket) this.listening?.hasClosed(code);
  }
}

/** A frame that breaks the protocol; ws closes the socket with the code that says so. */
const leaveToWs = (): void => undefined;
