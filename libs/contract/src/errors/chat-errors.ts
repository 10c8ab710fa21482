import { failed, fixed, worded } from './declaration.js';

const badDate = (field: string) =>
  fixed(400, `invalid '${field}' date format. Use ISO 8601 format (e.g., '2026-02-16T18:32:39Z')`);

export interface MessageType {
  readonly name: string;
}

export const CHAT_ERRORS = {
  // One error in three spellings: each route has its own.
  MessageIdOfQueryRequired: fixed(400, 'Message ID is required (use ?messageId=<message-id>)'),
  MessageIdParameterRequired: fixed(400, 'messageId query parameter is required'),
  DeletedMessageIdRequired: fixed(400, 'MessageID is required'),

  // The routes that change or forward a message use lower case.
  MessageNotFound: fixed(404, 'Message not found'),
  TargetMessageNotFound: fixed(404, 'message not found'),
  MediaNotFound: fixed(404, 'Message not found or no media available'),
  MessageOfAnotherInstance: fixed(404, 'Message does not belong to this instance'),
  NotAPoll: fixed(400, 'Message is not a poll'),

  InvalidFromDate: badDate('from'),
  InvalidToDate: badDate('to'),

  StateRequired: fixed(400, "State is required. Use 'typing', 'recording', or 'pause'"),
  InvalidState: fixed(400, "Invalid state. Use 'typing', 'recording', or 'pause'"),
  SenderRequired: fixed(400, 'sender is required for group messages'),
  DestinationRequired: fixed(400, 'to is required'),
  UnforwardableType: worded<MessageType>(
    500,
    ({ name }) => `unsupported message type for forwarding: ${name}`,
  ),
  NewContentRequired: fixed(400, 'content is required'),
  NotOwnText: fixed(400, 'can only edit your own text messages'),
  TooOldToEdit: fixed(400, 'message is too old to edit'),

  ListContactsFailed: failed('get contacts'),
  ListLabelledChatsFailed: failed('get chats by label'),
  ReadMessageFailed: failed('get message'),
  ReadHistoryFailed: failed('get chat history'),
  ReadMediaFailed: failed('get base64'),
  ReadStatusFailed: failed('get message status'),
  ReadPollFailed: failed('get poll votes'),
  SendPresenceFailed: failed('send presence'),
  MarkReadFailed: failed('mark message as read'),
  MarkChatReadFailed: failed('mark chat as read'),
  ForwardMessageFailed: failed('forward message'),
  EditMessageFailed: failed('edit message'),
  DeleteMessageFailed: failed('delete message'),
} as const;
