import type { BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { type CloseCode, closeStanza } from './close-stanzas.js';
import { type FaultScope, Rules } from './rules.js';

/**
 * What happens to a stanza on its way to the client; `cut` ends the connection in its place. It stays unacknowledged,
 * so a lost one comes again.
 */
export interface DeliveryFault extends FaultScope {
  kind: 'drop' | 'delay' | 'duplicate' | 'reorder' | 'cut';
  delayMs?: number;
  /** Stanzas of this tag only; without it all but the answers to queries. */
  tag?: string;
  type?: string;
}

/** What the client said and the server never heard: messages, receipts, acks, queries (by namespace). */
export interface ClientLoss extends FaultScope {
  tag: string;
  type?: string | undefined;
  xmlns?: string | undefined;
}

export interface MessageRefusal extends FaultScope {
  /** The error in the acknowledgement, as 463 (restricted) or 479 (malformed). */
  error: number;
  /** As long as a receipt takes, unless said otherwise: Baileys folds a faster one into the message itself. */
  delayMs?: number;
}

export interface LoginRefusal extends FaultScope {
  code: number;
}

export interface HandshakeStall extends FaultScope {
  /** Keeps silent after the client's first or second frame; `login`: answers pings, but never lets the client in. */
  after: 'hello' | 'finish' | 'login';
}

export interface MediaFault extends FaultScope {
  kind: 'slow' | 'missing';
  delayMs?: number;
  on?: 'upload' | 'download';
}

type KeyFault = FaultScope;
type PasskeyFault = FaultScope;

/** The faults that were asked for. `Rules.consume` decides, the place where it hurts carries it out. */
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

  /** Linking the account asks the client for its passkey, which no client without a browser can give. */
  askForPasskey(scope: FaultScope = {}): () => void {
    return this.passkeys.add(scope);
  }

  /** Bundles of the account come without a one-time key, as if others had used them all up. */
  exhaustPreKeys(scope: FaultScope = {}): () => void {
    for (const account of this.accountsInScope(scope)) {
      for (const companion of account.companions.values()) companion.preKeys = [];
    }
    return this.missingPreKeys.add(scope);
  }

  /** Ends open connections with a close code, by cutting the line, or by never speaking again; returns how many. */
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
