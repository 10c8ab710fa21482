import { defineConfig, LOG_LEVELS, processVariables, wholeNumber } from '@starling/platform';
import { z } from 'zod';

export const sandboxConfig = defineConfig(
  {
    ...processVariables,
    /** It gives out keys and speaks for everybody: nothing that other machines should reach unasked. */
    HOST: z.string().default('127.0.0.1'),
    /** The banner says what a person needs; a supervisor asks for more. */
    LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
    /** The page and the control API. */
    PORT: wholeNumber(0, 65_535).default(8090),
    /** Where clients connect as they would to WhatsApp; 0 takes any free port. */
    WHATSAPP_PORT: wholeNumber(0, 65_535).default(8091),
    MEDIA_PORT: wholeNumber(0, 65_535).default(8092),
    /** Makes keys and ids repeatable. */
    SANDBOX_SEED: z.string().optional(),
    /** Keeps people, devices and waiting messages over a restart; without it everything is forgotten. */
    SANDBOX_DATA_DIR: z.string().optional(),
    RECEIPT_DELAY_MS: wholeNumber(0, 60_000).default(150),
  },
  [],
);

export type SandboxConfig = z.output<typeof sandboxConfig.schema>;
