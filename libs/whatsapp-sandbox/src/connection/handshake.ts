import { proto } from '@whiskeysockets/baileys';
import type { ServerIdentity } from './certificate.js';
import { NoiseResponder, type Transport } from './noise-responder.js';

/** The identity of a client: the Noise key that it proved to hold, and its login payload. */
export interface ProvenIdentity {
  noiseKey: Buffer;
  payload: proto.ClientPayload;
}

export type HandshakeStep =
  { serverHello: Uint8Array } | { identity: ProvenIdentity; transport: Transport };

/** The handshake of one client. It throws on every frame that is not the next step. */
export class Handshake {
  private readonly noise: NoiseResponder;
  private helloReceived = false;

  constructor(identity: ServerIdentity) {
    this.noise = new NoiseResponder(identity);
  }

  /** The first frame gives the answer to send, the second one the identity of the client and the keys. */
  next(frame: Buffer): HandshakeStep {
    return this.helloReceived ? this.finish(frame) : this.hello(frame);
  }

  private hello(frame: Buffer): HandshakeStep {
    const { clientHello } = proto.HandshakeMessage.decode(frame);
    if (clientHello?.ephemeral?.length !== 32) throw new Error('no ephemeral key');
    this.helloReceived = true;
    const serverHello = this.noise.hello(clientHello.ephemeral);
    return { serverHello: proto.HandshakeMessage.encode({ serverHello }).finish() };
  }

  private finish(frame: Buffer): HandshakeStep {
    const { clientFinish } = proto.HandshakeMessage.decode(frame);
    if (!clientFinish?.static || !clientFinish.payload) throw new Error('no client finish');
    const { clientStatic, payload, transport } = this.noise.finish(
      clientFinish.static,
      clientFinish.payload,
    );
    const identity = { noiseKey: clientStatic, payload: proto.ClientPayload.decode(payload) };
    return { identity, transport };
  }
}
