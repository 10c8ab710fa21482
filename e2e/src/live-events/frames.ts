import { once } from 'node:events';
import { until } from '@starling/testing';
import { WebSocket } from 'ws';

export interface Frame {
  readonly event: string;
  readonly data: Record<string, unknown>;
  readonly instanceData: Record<string, unknown>;
}

/** A client of one instance and every frame it got, oldest first. */
export class FrameClient {
  readonly frames: Frame[] = [];

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (bytes: Buffer) =>
      this.frames.push(JSON.parse(bytes.toString()) as Frame),
    );
  }

  static async open(nodeUrl: string, instance: string, token: string): Promise<FrameClient> {
    const url = `${nodeUrl.replace('http', 'ws')}/ws/${encodeURIComponent(instance)}`;
    const client = new FrameClient(new WebSocket(url, { headers: { token } }));
    await once(client.socket, 'open');
    return client;
  }

  /** The first frame like this. */
  async next(isIt: (frame: Frame) => boolean): Promise<Frame> {
    await until(() => this.frames.some(isIt));
    return this.frames.find(isIt) as Frame;
  }

  /** The message of this type, and its text when one is given. */
  async message(type: string, content?: string): Promise<Record<string, unknown>> {
    const { data } = await this.next(({ event, data: { message } }) => {
      const said = message as { type: string; content: string } | undefined;
      return (
        event === 'message.exchange' &&
        said?.type === type &&
        (content === undefined || said.content === content)
      );
    });
    return data;
  }

  ofEvent(event: string): readonly Frame[] {
    return this.frames.filter((frame) => frame.event === event);
  }

  close(): void {
    this.socket.close();
  }
}
