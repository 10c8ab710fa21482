import { type Operation, type SentData, type BodyOf } from '@starling/contract';
import { type OutgoingContent } from '@starling/whatsapp';
import { type Activity } from './activity.js';
import { type LinkPreviews } from './link-previews.js';
import { type OutgoingFiles } from './outgoing-files.js';
import { type SendContext } from './send-context.js';
import { type SendingCommand } from './sending-command.js';
import { type StoryAudience } from '../session/story-audience.js';

/** What composing a message may need of the process. */
export interface ComposeTools {
  readonly files: OutgoingFiles;
  readonly previews: LinkPreviews;
  readonly audience: StoryAudience;
}

type Content = OutgoingContent | Promise<OutgoingContent>;

/** One kind of message, and how it differs from the others. */
export interface MessageKind<Body> {
  readonly operation: Operation;
  /** Called once the recipient is known and may be written to: a message that cannot be sent costs no upload. */
  compose(body: Body, context: SendContext & ComposeTools, command: SendingCommand<Body>): Content;
  /** What the recipient sees while `delay` lasts. */
  activity?(body: Body): Activity;
  /** The people who get a story; every other message goes to its recipient. */
  audience?(context: SendContext & ComposeTools): Promise<readonly string[]>;
  /** Fields of the reply that differ from the event. */
  replyData?(body: Body): Partial<SentData>;
  replyText?(body: Body): string | undefined;
}

/** Checks a row against the body of its operation. */
export const kind = <O extends Operation>(
  operation: O,
  row: Omit<MessageKind<BodyOf<O>>, 'operation'>,
): MessageKind<BodyOf<O>> => ({ operation, ...row });
