import type { DeliveryFault } from '../faults/faults.js';
import type { BinaryNode } from '../stanza/node.js';

interface Target {
  transmit(stanza: BinaryNode): void;
  terminate(): void;
}

/** Applies faults to the stanzas that one connection sends. */
export class DeliveryFaults {
  /** The stanza that a `reorder` holds back until another one was sent. */
  private held: BinaryNode | undefined;

  constructor(private readonly target: Target) {}

  send(stanza: BinaryNode, fault: DeliveryFault | undefined): void {
    switch (fault?.kind) {
      case 'drop':
        return;
      case 'cut':
        return this.target.terminate();
      case 'delay':
        setTimeout(() => this.target.transmit(stanza), fault.delayMs ?? 0).unref();
        return;
      case 'duplicate':
        this.target.transmit(stanza);
        break;
      case 'reorder':
        if (this.held === undefined) {
          this.held = stanza;
          return;
        }
    }
    this.target.transmit(stanza);
    const held = this.held;
    this.held = undefined;
    if (held) this.target.transmit(held);
  }
}
