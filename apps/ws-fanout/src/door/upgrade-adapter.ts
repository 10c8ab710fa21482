import { type INestApplicationContext } from '@nestjs/common';
import { AbstractWsAdapter } from '@nestjs/websockets';
import { type WebSocketServer } from 'ws';
import { SocketDoor } from './socket-door.js';

/** Nest's side of the door: its server is the door's own, which listens on no port and gets those who were let in. */
export class UpgradeAdapter extends AbstractWsAdapter {
  constructor(private readonly app: INestApplicationContext) {
    super(app);
  }

  create(): WebSocketServer {
    return this.app.get(SocketDoor).server;
  }

  /** What clients say means nothing: it is read and dropped. */
  bindMessageHandlers(): void {}

  /** The hub hears of it from the client itself; another listener for each of thousands would be kept for nothing. */
  override bindClientDisconnect(): void {}

  /** The order of closing is the lifecycle's: clients are told first. */
  override close(): Promise<void> {
    return Promise.resolve();
  }
}
