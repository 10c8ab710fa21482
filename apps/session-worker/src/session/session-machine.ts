import { type InstanceState } from '@starling/contract';
import { type AfterClose, judgeClose } from '@starling/domain';
import { type ConnectionClose } from '@starling/whatsapp';

/** `resting`: closed, and tried again without a request. `ended`: this worker has given the session up. */
export type SessionPhase = 'idle' | 'pairing' | 'opening' | 'open' | 'resting' | 'ended';

/** What happens to a session from outside. */
export type SessionInput =
  /** Open with the saved credentials. */
  | { readonly kind: 'open' }
  /** Open with the saved credentials, whatever the phase. */
  | { readonly kind: 'reopen' }
  | { readonly kind: 'show codes' }
  | { readonly kind: 'opened' }
  | {
      readonly kind: 'closed';
      readonly close: ConnectionClose;
      /** The attempt to pair has time left. */
      readonly isPairing: boolean;
    }
  | { readonly kind: 'hand over' }
  | { readonly kind: 'end' };

/**
 * What is to be done next. `dial later`: the pairing goes on after a rest. The others are those of `judgeClose`:
 * `restart` at once and silently, `retry` after a rest, `stop`, and `forget` the credentials.
 */
export type SessionAct = 'nothing' | 'connect' | 'show codes' | 'dial later' | AfterClose;

export interface SessionStep {
  readonly phase: SessionPhase;
  readonly act: SessionAct;
  /** The states to announce, in this order. */
  readonly events: readonly InstanceState[];
}

const step = (
  phase: SessionPhase,
  act: SessionAct = 'nothing',
  events: readonly InstanceState[] = [],
): SessionStep => ({ phase, act, events });

/** The whole life of a session: what follows from an input in a phase. `ended` is final. */
export function stepOf(phase: SessionPhase, input: SessionInput): SessionStep {
  if (phase === 'ended') return step('ended');
  switch (input.kind) {
    case 'open':
      return phase === 'open' || phase === 'opening' ? step(phase) : step('opening', 'connect');
    case 'reopen':
      return step('opening', 'connect');
    case 'show codes':
      return step('pairing', 'show codes');
    case 'opened':
      return step('open');
    case 'closed':
      return afterClose(phase, input.close, input.isPairing);
    case 'hand over':
      return step('idle');
    case 'end':
      return step('ended');
  }
}

/** The phase after `retry` changes at once; the other acts set it when they are done. */
function afterClose(phase: SessionPhase, close: ConnectionClose, isPairing: boolean): SessionStep {
  if (phase === 'pairing' && isPairing) {
    if (close.areCodesUsedUp) return step('pairing', 'show codes');
    if (close.isUnreachable) return step('pairing', 'dial later');
  }
  const { then, events } = judgeClose({
    ...close,
    phase: phase === 'pairing' || phase === 'open' ? phase : 'opening',
  });
  return step(then === 'retry' ? 'resting' : phase, then, events);
}
