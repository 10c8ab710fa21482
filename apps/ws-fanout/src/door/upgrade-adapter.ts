import { type INestApplicationContext } from '@nestjs/common';
import { AbstractWsAdapter } from '@nestjs/websockets';
import { type WebSocketServer } from 'ws';
import { SocketDoor } from './socket-door.js';

/** Gives Nest the WebSocket server of the door, which listens on no port and gets the admitted connections. */
export class UpgradeAdapter extends AbstractWsAdapter {
  constructor(private readonly app: INestApplicationContext) {
    super(app);
  }

  create(): WebSocketServer {
    return this.app.get(SocketDoor).server;
  }

  /** Frames of clients are read and dropped. */
  bindMessageHandlers(): void {}

  /** The client itself reports its end to the hub; a second listener for each of thousands would only cost memory. */
  override bindClientDisconnect(): void {}

  /** The lifecycle decides the order of closing: clients get their close frame first. */
  override close(): Promise<void> {
    return Promise.resolve();
  }
}
