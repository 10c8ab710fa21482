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
    /** What events call the deployment: `instanceData.baseUrl`. */
    PUBLIC_URL: httpUrl.default('http://127.0.0.1:8080'),
    /** Where WhatsApp is; absent means WhatsApp itself. */
    WHATSAPP_WS_URL: websocketUrl.optional(),
    /** The control address of a local WhatsApp, whose phones then scan each QR by themselves. */
    SANDBOX_URL: httpUrl.optional(),
    /** Above it the worker claims nothing more. */
    MAX_SESSIONS: wholeNumber(1, 100_000).default(1_000),
  },
  DATA_SECRETS,
);

export type WorkerConfig = z.output<typeof workerConfig.schema>;
