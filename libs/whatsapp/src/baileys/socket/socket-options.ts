import { isJidStatusBroadcast, proto, type UserFacingSocketConfig } from '@whiskeysockets/baileys';
import { decodeMessage } from '../content/decode-message.js';
import { QUIET } from '../log/quiet-logger.js';
import { type ConnectionSetup } from '../../port/connection.js';

/** The name of the device in the phone's list of linked devices. */
const BROWSER: [string, string, string] = ['Starling', 'Chrome', '1.0.0'];
/** The pings of the watchdog replace Baileys' own, which would detect a dead connection too late. */
const NO_PINGS_MS = 2_000_000_000;

/** The options of a Baileys socket that follow from a session's settings. */
export const socketOptions = (setup: ConnectionSetup) =>
  ({
    browser: BROWSER,
    logger: QUIET,
    keepAliveIntervalMs: NO_PINGS_MS,
    markOnlineOnConnect: setup.marksOnline,
    syncFullHistory: setup.wantsHistory,
    shouldSyncHistoryMessage: ({ syncType }) =>
      setup.wantsHistory || syncType !== proto.HistorySync.HistorySyncType.FULL,
    shouldIgnoreJid: (jid) => isJidStatusBroadcast(jid) && setup.ignores(jid),
    // A failed commit has ended the connection already; ten tries would hold the chat's lock for half a minute.
    transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
    getMessage: async ({ id, remoteJid }) => {
      const stored = await setup.findMessage(id ?? '', remoteJid ?? '');
      return stored && decodeMessage(stored);
    },
    ...(setup.url !== undefined && { waWebSocketUrl: setup.url }),
  }) satisfies Partial<UserFacingSocketConfig>;
