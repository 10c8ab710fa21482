import type { BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { type CloseCode, closeStanza } from './close-stanzas.js';
import { type FaultScope, Rules } from './rules.js';

/**
 * A fault of a stanza on its way to the client; `cut` ends the connection in place of the stanza. A lost stanza stays
 * unacknowledged, so it is sent again at the next login.
 */
export interface DeliveryFault extends FaultScope {
  kind: 'drop' | 'delay' | 'duplicate' | 'reorder' | 'cut';
  delayMs?: number;
  /** Only stanzas with this tag; without a tag all except the answers to queries. */
  tag?: string;
  type?: string;
}

/** A stanza of the client that the server ignores: a message, a receipt, an ack or a query (by namespace). */
export interface ClientLoss extends FaultScope {
  tag: string;
  type?: string | undefined;
  xmlns?: string | undefined;
}

export interface MessageRefusal extends FaultScope {
  /** The error in the acknowledgement, for example 463 (restricted) or 479 (malformed). */
  error: number;
  /** Default: the delay of a receipt, because Baileys merges a faster refusal into the message itself. */
  delayMs?: number;
}

export interface LoginRefusal extends FaultScope {
  code: number;
}

export interface HandshakeStall extends FaultScope {
  /**
   * `hello`, `finish`: sends nothing after the client's first or second frame. `login`: answers pings, but no login.
   */
  after: 'hello' | 'finish' | 'login';
}

export interface MediaFault extends FaultScope {
  kind: 'slow' | 'missing';
  delayMs?: number;
  on?: 'upload' | 'download';
}

type KeyFault = FaultScope;
type PasskeyFault = FaultScope;

/** The active faults. The code that a fault changes asks with `Rules.consume` whether one applies. */
export class Faults {
  readonly deliveries = new Rules<DeliveryFault>();
  readonly losses = new Rules<ClientLoss>();
  readonly refusals = new Rules<MessageRefusal>();
  readonly logins = new Rules<LoginRefusal>();
  readonly handshakes = new Rules<HandshakeStall>();
  readonly mediaFaults = new Rules<MediaFault>();
  readonly missingPreKeys = new Rules<KeyFault>();
  readonly passkeys = new Rules<PasskeyFault>();

  constructor(private readonly accounts: () => Iterable<Account>) {}

  delivery(fault: DeliveryFault): () => void {
    return this.deliveries.add(fault);
  }

  loseFromClient(loss: ClientLoss): () => void {
    return this.losses.add(loss);
  }

  refuseMessages(fault: MessageRefusal): () => void {
    return this.refusals.add(fault);
  }

  refuseLogins(fault: LoginRefusal): () => void {
    return this.logins.add(fault);
  }

  stallHandshakes(fault: HandshakeStall): () => void {
    return this.handshakes.add(fault);
  }

  media(fault: MediaFault): () => void {
    return this.mediaFaults.add(fault);
  }

  /** Linking the account asks the client for a passkey, which a client without a browser cannot give. */
  askForPasskey(scope: FaultScope = {}): () => void {
    return this.passkeys.add(scope);
  }

  /** Key bundles of the account have no one-time key, as if all were used up. */
  exhaustPreKeys(scope: FaultScope = {}): () => void {
    for (const account of this.accountsInScope(scope)) {
      for (const companion of account.companions.values()) companion.preKeys = [];
    }
    return this.missingPreKeys.add(scope);
  }

  /** Ends open connections with a close code, by cutting them, or by sending nothing any more; returns how many. */
  close(code: CloseCode | 'cut' | 'silence', scope: Pick<FaultScope, 'account'> = {}): number {
    let closed = 0;
    for (const account of this.accountsInScope(scope)) {
      for (const { connection } of account.companions.values()) {
        if (connection === undefined) continue;
        if (code === 'cut') connection.terminate();
        else if (code === 'silence') connection.mute();
        else connection.end(closeStanza(code));
        closed++;
      }
    }
    return closed;
  }

  clear(): void {
    this.deliveries.clear();
    this.losses.clear();
    this.refusals.clear();
    this.logins.clear();
    this.handshakes.clear();
    this.mediaFaults.clear();
    this.missingPreKeys.clear();
    this.passkeys.clear();
  }

  deliveryFaultOf(stanza: BinaryNode, account: string | undefined): DeliveryFault | undefined {
    return this.deliveries.consume(
      account,
      ({ tag, type }) =>
        (tag === undefined ? stanza.tag !== 'iq' : tag === stanza.tag) &&
        (type === undefined || type === stanza.attrs.type),
    );
  }

  isLost(stanza: BinaryNode, account: string | undefined): boolean {
    const loss = this.losses.consume(
      account,
      ({ tag, type, xmlns }) =>
        tag === stanza.tag &&
        (type === undefined || type === stanza.attrs.type) &&
        (xmlns === undefined || xmlns === stanza.attrs.xmlns),
    );
    return loss !== undefined;
  }

  private *accountsInScope({ account }: Pick<FaultScope, 'account'>): Generator<Account> {
    for (const candidate of this.accounts()) {
      if (account === undefined || candidate.number === account) yield candidate;
    }
  }
}
