import { decodeBinaryNode, encodeBinaryNode, proto } from '@whiskeysockets/baileys';
import type { RawData, WebSocket } from 'ws';
import { closeCodeOf } from '../faults/close-stanzas.js';
import type { HandshakeStall } from '../faults/faults.js';
import type { PendingRegistration } from '../world/pairings.js';
import type { BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { Companion, Connection } from '../accounts/device.js';
import type { World } from '../world/world.js';
import type { ServerIdentity } from './certificate.js';
import { FrameDecoder, MAX_FRAME_BYTES, toFrame } from './frame-decoder.js';
import { NoiseResponder, type Transport } from './noise-responder.js';

const HANDSHAKE_TIMEOUT_MS = 20_000;
const ANSWER_TIMEOUT_MS = 20_000;

/** The identity of a client: the Noise key that it proved to hold, and its login payload. */
export interface ProvenIdentity {
  noiseKey: Buffer;
  payload: proto.ClientPayload;
}

export interface ClientHandlers {
  onHandshake(client: Client, identity: ProvenIdentity): void;
  onStanza(client: Client, stanza: BinaryNode): void;
}

/** One websocket: decodes frames, does the handshake, passes stanzas on. Bytes that do not decode close it. */
export class Client implements Connection {
  account: Account | undefined;
  companion: Companion | undefined;
  registration: PendingRegistration | undefined;
  private readonly decoder = new FrameDecoder();
  private readonly handshake: NoiseResponder;
  private helloSent = false;
  private transport: Transport | undefined;
  private incoming: Promise<void> = Promise.resolve();
  private readonly answers = new Map<string, (answer: BinaryNode | undefined) => void>();
  private readonly closeListeners: (() => void)[] = [];
  private held: BinaryNode | undefined;
  private muted = false;
  private ended = false;
  login = 0;
  /** The close code of the stanza with which the server ended the connection. */
  closeCode: number | undefined;

  constructor(
    private readonly socket: WebSocket,
    readonly world: World,
    identity: ServerIdentity,
    private readonly handlers: ClientHandlers,
  ) {
    this.handshake = new NoiseResponder(identity);
    const deadline = setTimeout(() => {
      if (this.transport === undefined) this.terminate();
    }, HANDSHAKE_TIMEOUT_MS).unref();
    socket.on('message', (data) => this.onBytes(data));
    socket.on('error', () => this.terminate());
    socket.on('close', () => {
      clearTimeout(deadline);
      for (const answer of this.answers.values()) answer(undefined);
      for (const listener of this.closeListeners) listener();
    });
  }

  /** The edge routing prefix that the client sent. */
  get routingInfo(): Buffer | undefined {
    return this.decoder.routingInfo;
  }

  onClose(listener: () => void): void {
    this.closeListeners.push(listener);
  }

  send(stanza: BinaryNode): void {
    // Faults apply to stanzas that would be sent: a closing connection uses none up.
    if (this.isEnding) return;
    const fault = this.world.faults.deliveryFaultOf(stanza, this.account?.number);
    switch (fault?.kind) {
      case 'drop':
        return;
      case 'cut':
        return this.terminate();
      case 'delay':
        setTimeout(() => this.transmit(stanza), fault.delayMs ?? 0).unref();
        return;
      case 'duplicate':
        this.transmit(stanza);
        break;
      case 'reorder':
        if (this.held === undefined) {
          this.held = stanza;
          return;
        }
    }
    this.transmit(stanza);
    const held = this.held;
    this.held = undefined;
    if (held) this.transmit(held);
  }

  /**
   * Sends a query to the client and waits for the answer; rejects when the client hangs up or does not answer in
   * time.
   */
  async ask(query: BinaryNode): Promise<BinaryNode> {
    const id = this.world.stanzaId();
    let deadline: NodeJS.Timeout | undefined;
    const answer = await new Promise<BinaryNode | undefined>((resolve) => {
      deadline = setTimeout(() => resolve(undefined), ANSWER_TIMEOUT_MS).unref();
      this.answers.set(id, resolve);
      this.send({ ...query, attrs: { ...query.attrs, id } });
    });
    clearTimeout(deadline);
    this.answers.delete(id);
    if (answer === undefined) throw new Error('the client did not answer');
    return answer;
  }

  onAnswer(stanza: BinaryNode): void {
    this.answers.get(stanza.attrs.id ?? '')?.(stanza);
  }

  get isEnding(): boolean {
    return this.ended || this.socket.readyState !== this.socket.OPEN;
  }

  end(lastStanza?: BinaryNode): void {
    if (lastStanza) {
      this.transmit(lastStanza);
      this.closeCode ??= closeCodeOf(lastStanza);
    }
    this.ended = true;
    this.socket.close();
  }

  terminate(): void {
    this.ended = true;
    this.socket.terminate();
  }

  mute(): void {
    this.muted = true;
  }

  private transmit(stanza: BinaryNode): void {
    if (this.muted || this.transport === undefined || this.socket.readyState !== this.socket.OPEN)
      return;
    this.socket.send(toFrame(this.transport.encrypt(encodeBinaryNode(stanza))));
  }

  private onBytes(data: RawData): void {
    try {
      const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
      for (const frame of this.decoder.push(bytes)) this.onFrame(frame);
    } catch {
      this.malformed();
    }
  }

  private onFrame(frame: Buffer): void {
    if (this.muted) return;
    if (this.transport) {
      const plain = this.transport.decrypt(frame);
      this.incoming = this.incoming.then(() => this.onStanza(plain));
    } else if (this.helloSent) {
      this.onClientFinish(frame);
    } else {
      this.onClientHello(frame);
    }
  }

  private onClientHello(frame: Buffer): void {
    const { clientHello } = proto.HandshakeMessage.decode(frame);
    if (clientHello?.ephemeral?.length !== 32) throw new Error('no ephemeral key');
    this.helloSent = true;
    if (this.isStalledAfter('hello')) return this.mute();
    const serverHello = this.handshake.hello(clientHello.ephemeral);
    this.socket.send(toFrame(proto.HandshakeMessage.encode({ serverHello }).finish()));
  }

  private onClientFinish(frame: Buffer): void {
    const { clientFinish } = proto.HandshakeMessage.decode(frame);
    if (!clientFinish?.static || !clientFinish.payload) throw new Error('no client finish');
    const { clientStatic, payload, transport } = this.handshake.finish(
      clientFinish.static,
      clientFinish.payload,
    );
    const identity = { noiseKey: clientStatic, payload: proto.ClientPayload.decode(payload) };
    this.transport = transport;
    this.decoder.maxFrameBytes = MAX_FRAME_BYTES;
    if (this.isStalledAfter('finish')) return this.mute();
    if (this.isStalledAfter('login')) return;
    // The client switches keys just after its write; it cannot read a stanza that arrives before.
    setImmediate(() => this.handlers.onHandshake(this, identity));
  }

  private isStalledAfter(moment: HandshakeStall['after']): boolean {
    const { handshakes } = this.world.faults;
    return handshakes.consume(undefined, ({ after }) => after === moment) !== undefined;
  }

  private async onStanza(plain: Buffer): Promise<void> {
    try {
      this.handlers.onStanza(this, await decodeBinaryNode(plain));
    } catch {
      this.malformed();
    }
  }

  private malformed(): void {
    this.world.statistics.malformedConnections++;
    this.terminate();
  }
}
