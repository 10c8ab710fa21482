import { WebSocket } from 'ws';

interface Listening {
  hasClosed(code: number): void;
}

/** A WebSocket with a reference to its client: one listener serves all sockets, while closures would cost memory for each. */
export class ClientSocket extends WebSocket {
  private listening: Listening | undefined;

  /** Client frames are ignored. ws answers pings; silence is measured by `bytesRead`. */
  listenFor(listening: Listening): void {
    this.listening = listening;
    this.on('error', leaveToWs);
    this.on('close', ClientSocket.notifyClosed);
  }

  private static notifyClosed(this: WebSocket, code: number): void {
    if (this instanceof ClientSocket) this.listening?.hasClosed(code);
  }
}

/** For a frame that breaks the protocol ws closes the socket with the right code. */
const leaveToWs = (): void => undefined;
