import {
  DATA_SECRETS,
  dataVariables,
  defineConfig,
  httpUrl,
  outboundVariables,
  processVariables,
  websocketUrl,
  wholeNumber,
} from '@starling/platform';
import { type z } from 'zod';

export const workerConfig = defineConfig(
  {
    ...processVariables,
    ...dataVariables,
    ...outboundVariables,
    /** The address of the deployment in events: `instanceData.baseUrl`. */
    PUBLIC_URL: httpUrl.default('http://127.0.0.1:8080'),
    /** Where WhatsApp is; absent means WhatsApp itself. */
    WHATSAPP_WS_URL: websocketUrl.optional(),
    /** The control address of a local WhatsApp, whose phones then scan each QR by themselves. */
    SANDBOX_URL: httpUrl.optional(),
    /** A worker with that many sessions claims no more. */
    MAX_SESSIONS: wholeNumber(1, 100_000).default(1_000),
    /** The largest file that goes into an event; frames then stay below the limits of common clients. */
    MEDIA_BASE64_MAX_BYTES: wholeNumber(0, 67_108_864).default(8_388_608),
    /** How long files stay in the database; longer than dead letters wait for a replay. */
    MEDIA_KEEP_DAYS: wholeNumber(1, 365).default(9),
  },
  DATA_SECRETS,
);

export type WorkerConfig = z.output<typeof workerConfig.schema>;
