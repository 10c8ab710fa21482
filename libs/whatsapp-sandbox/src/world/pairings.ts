import type { KeyBundle } from '../accounts/device.js';
import type { BinaryNode } from '../stanza/node.js';

const MAX_USED_REFERENCES = 10_000;

/** A client without an account, which waits until a phone links it. */
export interface PendingRegistration {
  readonly noiseKey: Buffer;
  readonly bundle: KeyBundle;
  readonly platform: string;
  send(stanza: BinaryNode): void;
  /** Sends a query to the client and waits for its answer. */
  ask(query: BinaryNode): Promise<BinaryNode>;
  end(lastStanza?: BinaryNode): void;
}

/** The request of a client for a pairing code. */
export interface CodeRequest {
  readonly registration: PendingRegistration;
  readonly ref: Buffer;
  readonly wrappedEphemeral: Buffer;
  /** Resolves with the client's key bundle once it has proven that it knows the code. */
  readonly finished: Promise<Buffer>;
  finish(wrappedBundle: Buffer): void;
}

/** Clients that wait to be linked, by the references in their QR codes and by the number of a code request. */
export class Pairings {
  private readonly byRef = new Map<string, PendingRegistration>();
  private readonly used = new Set<string>();
  private readonly byNumber = new Map<string, CodeRequest>();

  add(refs: readonly string[], registration: PendingRegistration): void {
    for (const ref of refs) this.byRef.set(ref, registration);
  }

  getByReference(ref: string): PendingRegistration | undefined {
    return this.byRef.get(ref);
  }

  /** Marks its QR codes as used, even when linking fails afterwards. */
  markUsed(registration: PendingRegistration): void {
    for (const [ref, other] of this.byRef) {
      if (other !== registration) continue;
      this.used.add(ref);
      if (this.used.size > MAX_USED_REFERENCES) this.used.delete([...this.used.keys()][0]!);
    }
  }

  isUsed(ref: string): boolean {
    return this.used.has(ref);
  }

  addCodeRequest(
    number: string,
    request: Pick<CodeRequest, 'registration' | 'ref' | 'wrappedEphemeral'>,
  ): void {
    let resolve: (bundle: Buffer) => void = () => undefined;
    const finished = new Promise<Buffer>((finish) => {
      resolve = finish;
    });
    this.byNumber.set(number, { ...request, finished, finish: (bundle) => resolve(bundle) });
  }

  getCodeRequest(number: string): CodeRequest | undefined {
    return this.byNumber.get(number);
  }

  findCodeRequest(registration: PendingRegistration): CodeRequest | undefined {
    return [...this.byNumber.values()].find((request) => request.registration === registration);
  }

  delete(registration: PendingRegistration): void {
    for (const [ref, other] of this.byRef) if (other === registration) this.byRef.delete(ref);
    for (const [number, request] of this.byNumber) {
      if (request.registration === registration) this.byNumber.delete(number);
    }
  }
}
