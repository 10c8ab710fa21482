import { CommandContext, NotOwnerError } from '@starling/broker';
import { connectInstance, ContractError, type QueryOf, type ReplyOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { toDataURL } from 'qrcode';
import { type PairingCode, type PairingMode } from '../session/pairing-attempt.js';
import { type Session } from '../session/session.js';
import { Sessions } from '../session/sessions.js';

type Query = QueryOf<typeof connectInstance>;
type Reply = ReplyOf<typeof connectInstance>;

const LIMIT_MS = 60_000;
const QR_PIXELS = 320;

@Handles(connectInstance)
export class ConnectInstance {
  constructor(private readonly sessions: Sessions) {}

  /** Waits for a code, a connection or an error, whichever is first. */
  async act(
    @Payload() { query }: { readonly query: Query },
    @Ctx() { command, signal }: CommandContext,
  ): Promise<Reply> {
    const session = await this.sessions.findOrClaim(command.instance);
    if (!session) throw new NotOwnerError();
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
    const next = session.progress.next(limit);
    if (session.openConnection) return CONNECTED;
    const mode: PairingMode =
      query.number === undefined ? { kind: 'qr' } : { kind: 'code', number: query.number };
    await begin(session, mode, query.history !== undefined);
    const current = session.pairing.current;
    if (current) return replyWith(current);
    const result = await next;
    switch (result?.kind) {
      case 'given up':
        throw new NotOwnerError();
      case 'opened':
        return CONNECTED;
      case 'code':
        return replyWith(result.code);
      default:
        throw new ContractError('ConnectInstanceFailed', {
          reason: result?.reason ?? 'timeout',
        });
    }
  }
}

const CONNECTED: Reply = {
  success: true,
  message: 'Instance already connected',
  status: 'connected',
};

/** A saved session is tried first and is never deleted here. */
async function begin(session: Session, mode: PairingMode, wantsHistory: boolean): Promise<void> {
  session.pairing.wanted = mode;
  if (session.isPaired) await session.openWanted();
  else await session.pair(mode, wantsHistory);
}

async function replyWith(code: PairingCode): Promise<Reply> {
  return code.kind === 'qr'
    ? {
        success: true,
        message: 'QR code generated',
        qrCode: code.qr,
        qrCodeBase64: await toDataURL(code.qr, { width: QR_PIXELS }),
        status: 'qr',
      }
    : {
        success: true,
        message: 'Pairing code generated',
        pairingCode: code.code,
        status: 'pairing',
      };
}
