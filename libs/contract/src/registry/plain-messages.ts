import { type BodyOf, type Operation } from '../operation/operation.js';
import type * as declared from './operations.js';
import { OPERATIONS } from './registry.js';

type Declared = (typeof declared)[keyof typeof declared];
type Plain = Extract<Declared, Operation & { readonly content: string }>;

/** The bodies of plain messages, by the name of their content. */
export type PlainContents = { readonly [O in Plain as O['content']]: BodyOf<O> };

/** The operations that send plain messages. */
export const PLAIN_MESSAGES = OPERATIONS.filter(
  (operation): operation is Plain => 'content' in operation,
);
