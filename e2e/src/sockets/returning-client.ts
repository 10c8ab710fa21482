import { until } from '@starling/testing';
import { WebSocket } from 'ws';

const COME_BACK_AFTER_MS = 100;

interface Frame {
  readonly event: string;
  readonly data: { readonly id?: string };
  readonly id?: string;
}

/** A client as the documentation asks for: whenever it is cut off it comes back with the last id that it knows. */
export class ReturningClient {
  readonly frames: Frame[] = [];
  /** How often it was let in. */
  opened = 0;
  private socket: WebSocket;
  private lastId = 'now';
  private isLeaving = false;

  constructor(
    private readonly doorUrl: string,
    private readonly instance: string,
    private readonly token: string,
  ) {
    this.socket = this.knock();
  }

  get messageIds(): readonly (string | undefined)[] {
    return this.frames.map(({ data }) => data.id);
  }

  isIn(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  async leave(): Promise<void> {
    this.isLeaving = true;
    this.socket.terminate();
    await until(() => this.socket.readyState === WebSocket.CLOSED);
  }

  private knock(): WebSocket {
    const path = `/ws/${encodeURIComponent(this.instance)}?since=${this.lastId}`;
    const socket = new WebSocket(`${this.doorUrl.replace('http', 'ws')}${path}`, {
      headers: { token: this.token },
    });
    socket.on('open', () => (this.opened += 1));
    socket.on('message', (bytes: Buffer) => {
      const frame = JSON.parse(bytes.toString()) as Frame;
      this.frames.push(frame);
      this.lastId = frame.id ?? this.lastId;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (!this.isLeaving) setTimeout(() => (this.socket = this.knock()), COME_BACK_AFTER_MS);
    });
    return socket;
  }
}
