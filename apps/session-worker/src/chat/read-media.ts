import { CommandContext } from '@starling/broker';
import { type QueryOf, readMedia } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { OpenSessions } from '../session/open-sessions.js';
import { StoredFiles } from './stored-files.js';

/** Voice and video notes are reported by their basic type. */
const PLAIN: Readonly<Record<string, string>> = { ptt: 'audio', ptv: 'video' };

@Handles(readMedia)
export class ReadMedia {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly files: StoredFiles,
  ) {}

  /** The gateway adds the bytes: they do not go through Redis. */
  async act(
    @Payload() { query: { messageId } }: { readonly query: QueryOf<typeof readMedia> },
    @Ctx() context: CommandContext,
  ) {
    const { id, mimeType, type } = await this.files.find(
      this.sessions.get(context),
      messageId,
      context.signal,
    );
    return {
      success: true,
      message: 'Base64 retrieved successfully',
      message_id: messageId,
      mime_type: mimeType,
      media_type: PLAIN[type] ?? type,
      base64: { mediaId: id },
    };
  }
}
