import { hash } from 'node:crypto';
import { type PairingStep } from '@starling/broker';
import { type Instance } from '@starling/storage';
import { toString as draw } from 'qrcode';

/** What a connect page shows. */
export type PairingView =
  | { readonly status: 'waiting' | 'connected' }
  | { readonly status: 'qr'; readonly qr: string }
  | { readonly status: 'pairing'; readonly pairingCode: string }
  | { readonly status: 'ended'; readonly reason: string | null };

type Row = Pick<Instance, 'state' | 'awaitsPairing'>;

/** The row decides. The step is read after the row and adds the code, or the reason of the end. */
export function pairingView({ state, awaitsPairing }: Row, step?: PairingStep): PairingView {
  if (state === 'connected') return { status: 'connected' };
  if (state === 'connecting') return (awaitsPairing && codeIn(step)) || { status: 'waiting' };
  // The worker writes the row before the step: a code beside an ended row means that the reason is about to come.
  if (codeIn(step)) return { status: 'waiting' };
  return { status: 'ended', reason: (step?.kind === 'ended' && step.reason) || null };
}

/** For `ETag`: a page that shows this already is sent nothing, and nothing is drawn. */
export const tagOf = (view: PairingView): string =>
  `"${hash('sha256', JSON.stringify(view), 'base64url')}"`;

/** As the page receives it: a QR code is drawn here, so that the page needs no library. */
export async function drawn(view: PairingView): Promise<object> {
  if (view.status !== 'qr') return { success: true, ...view };
  const svg = await draw(view.qr, { type: 'svg', margin: 4 });
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return { success: true, status: 'qr', image };
}

function codeIn(step: PairingStep | undefined): PairingView | undefined {
  if (step?.kind === 'qr') return { status: 'qr', qr: step.qr };
  if (step?.kind === 'code') return { status: 'pairing', pairingCode: step.code };
  return undefined;
}
