import { z } from 'zod';
import { MAX_BODY_BYTES, MAX_BODY_BYTES_WITH_FILES } from '../limits/limits.js';
import { type Operation } from './operation.js';

const nothing = z.object({});
type Nothing = typeof nothing;

type Declaration<Query extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType> = Pick<
  Operation<Query, Body, Reply>,
  'name' | 'summary' | 'method' | 'path' | 'reply' | 'example'
> &
  Partial<
    Pick<
      Operation<Query, Body, Reply>,
      'aliases' | 'query' | 'body' | 'errors' | 'invalidBody' | 'formats' | 'carriesCode'
    >
  > & {
    readonly instancesInPath?: Operation['instancesInPath'];
    readonly caller?: Operation['caller'];
    readonly rateBucket?: Operation['rateBucket'];
    readonly runsIn?: Operation['runsIn'];
    readonly session?: Operation['session'];
    readonly sends?: Operation['sends'];
    readonly inlineFiles?: Operation['inlineFiles'];
    readonly queryFlags?: Operation['queryFlags'];
    readonly waitsForWorkerMs?: Operation['waitsForWorkerMs'];
    readonly unanswered?: Operation['unanswered'];
    /** A function chooses one of `all` by what the reply says. */
    readonly status?:
      | 200
      | 201
      | { readonly all: readonly number[]; readonly of: (reply: z.output<Reply>) => number };
  };

/** The defaults are those of most routes: either token, the global bucket, no live session, status 200. */
export function operation<
  Reply extends z.ZodType,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(declaration: Declaration<Query, Body, Reply>): Operation<Query, Body, Reply> {
  const { status = 200, inlineFiles = [], ...declared } = declaration;
  return {
    instancesInPath: 'one',
    caller: 'either',
    rateBucket: 'global',
    runsIn: 'gateway',
    session: 'owner',
    sends: false,
    waitsForWorkerMs: 0,
    unanswered: 'SessionTimedOut',
    aliases: [],
    errors: [],
    formats: {},
    invalidBody: 'InvalidRequestBody',
    query: nothing as unknown as Query,
    body: nothing as unknown as Body,
    readsBody: declaration.body !== undefined,
    inlineFiles,
    maxBodyBytes: inlineFiles.length > 0 ? MAX_BODY_BYTES_WITH_FILES : MAX_BODY_BYTES,
    queryFlags: [],
    ...declared,
    statuses: typeof status === 'object' ? status.all : [status],
    statusOf: typeof status === 'object' ? status.of : () => status,
  };
}
