import { defineConfig, LOG_LEVELS, processVariables, wholeNumber } from '@starling/platform';
import { z } from 'zod';

export const sandboxConfig = defineConfig(
  {
    ...processVariables,
    /** This machine only, because the sandbox gives out keys and acts for all its people. */
    HOST: z.string().default('127.0.0.1'),
    /** The banner has what a person needs; a supervisor sets a lower level. */
    LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
    /** The page and the control API. */
    PORT: wholeNumber(0, 65_535).default(8090),
    /** The port for clients, as at WhatsApp; 0 is any free port. */
    WHATSAPP_PORT: wholeNumber(0, 65_535).default(8091),
    MEDIA_PORT: wholeNumber(0, 65_535).default(8092),
    /** The same seed gives the same keys and ids. */
    SANDBOX_SEED: z.string().optional(),
    /** People, devices and queued messages survive a restart in this folder; without it every start is empty. */
    SANDBOX_DATA_DIR: z.string().optional(),
    RECEIPT_DELAY_MS: wholeNumber(0, 60_000).default(150),
  },
  [],
);

export type SandboxConfig = z.output<typeof sandboxConfig.schema>;
