import { type PairingStep } from '@starling/broker';
import { type InstanceState } from '@starling/contract';

interface Said {
  readonly codes?: readonly string[];
  readonly pairingCode?: string;
  readonly reason?: string;
}

/**
 * What connect pages show of a session, from what it announces. Only pairings have steps: a session that merely
 * reconnects costs Redis nothing.
 */
export class PairingSteps {
  /** A connect page may show a code of this session. */
  private isCodeShown = false;

  /** Undefined when connect pages have nothing new to show. */
  after(event: InstanceState, said: Said): PairingStep | undefined {
    const wasCodeShown = this.isCodeShown;
    this.isCodeShown = event === 'qr_ready';
    if (this.isCodeShown) return codeIn(said);
    if (!wasCodeShown && event !== 'pair_error') return undefined;
    return { kind: 'ended', reason: said.reason };
  }
}

function codeIn({ codes = [], pairingCode }: Said): PairingStep | undefined {
  if (pairingCode !== undefined) return { kind: 'code', code: pairingCode };
  const [newest] = codes;
  return newest === undefined ? undefined : { kind: 'qr', qr: newest };
}
