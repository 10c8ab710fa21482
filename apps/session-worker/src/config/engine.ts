import { Inject, type Provider } from '@nestjs/common';
import { baileysEngine, type Engine } from '@starling/whatsapp';

const ENGINE = Symbol('engine');

export const InjectEngine = (): ReturnType<typeof Inject> => Inject(ENGINE);

/** One engine for all sessions of the process: they share its cache of keys. */
export const ENGINE_PROVIDER: Provider<Engine> = { provide: ENGINE, useFactory: baileysEngine };
