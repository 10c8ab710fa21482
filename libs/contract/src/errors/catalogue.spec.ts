import { describe, expect, it } from '@jest/globals';
import { ContractError } from './contract-error.js';
import { ERRORS, type ErrorCode } from './catalogue.js';

/** A second copy on purpose: changing a text breaks clients that match it. */
const PUBLISHED: Record<ErrorCode, [status: number, text: string]> = {
  NotFound: [404, 'Not found'],
  MethodNotAllowed: [405, 'Method not allowed'],
  InvalidToken: [401, 'Invalid token'],
  InstanceNameRequired: [400, 'Instance name is required'],
  WrongInstanceToken: [403, 'Instance token does not match requested instance'],
  InstanceNotFound: [404, 'Instance not found'],
  InvalidRequestBody: [400, 'Invalid request body'],
  InvalidRequestBodyDetail: [400, 'Invalid request body: <detail>'],
  BodyTooLarge: [413, 'Request body too large'],
  ServerBusy: [503, 'Server is busy. Try again later.'],
  TooManyFiles: [429, 'Too many files are being processed. Try again later.'],
  AccountMediaQuotaExceeded: [403, 'Account media quota exceeded'],
  RateLimitExceeded: [429, 'Rate limit exceeded. Try again later.'],
  InstanceLookupFailed: [500, 'Failed to get instance'],
  Internal: [500, 'Internal error'],
  NoSessionWorker: [503, 'No session worker is available. Try again later.'],
  InstanceNotConnected: [503, 'Instance is not connected to WhatsApp'],
  SessionTimedOut: [500, 'Failed to reach the session: timeout'],

  InvalidInstanceName: [400, 'Invalid instance name'],
  InvalidInstanceTokenFormat: [400, 'Invalid instance token'],
  AccountInstanceQuotaExceeded: [403, 'Account instance quota exceeded'],
  InstanceNameTaken: [409, 'Instance name already exists'],
  InstanceTokenTaken: [409, 'Instance token already exists'],
  CreateInstanceFailed: [500, 'Failed to create instance: <reason>'],
  DeleteInstanceFailed: [500, 'Failed to delete instance: <reason>'],
  InvalidNumber: [400, 'Invalid number: <number>'],
  InvalidHistoryParameter: [400, 'Invalid history parameter'],
  ConnectInstanceFailed: [500, 'Failed to connect instance: <reason>'],
  ConnectPageGone: [404, 'Connect page has expired'],
  ConnectPageTaken: [403, 'Connect page is open in another browser'],
  NoSavedSession: [400, 'Instance has no saved session — call /connect first'],
  ReconnectInstanceFailed: [500, 'Failed to reconnect: <reason>'],
  LogoutInstanceFailed: [500, 'Failed to logout instance'],
  NoSettingProvided: [400, 'At least one setting must be provided'],
  ReadSettingsFailed: [500, 'Failed to get settings configuration'],
  ChangeSettingsFailed: [500, 'Failed to update settings configuration'],
  ProxyHostAndPortRequired: [400, 'Proxy host and port are required'],
  InvalidProxyProtocol: [400, "Invalid proxy protocol. Use 'http', 'https' or 'socks5'"],
  ProxyHostNotAllowed: [400, 'Proxy host not allowed'],
  ReadProxyFailed: [500, 'Failed to get proxy configuration'],
  ChangeProxyFailed: [500, 'Failed to update proxy configuration'],
  ReadS3Failed: [500, 'Failed to get S3 configuration'],
  ChangeS3Failed: [500, 'Failed to update S3 configuration'],
  ReadMetricsFailed: [500, 'Failed to get metrics'],

  InvalidWebhookUrl: [400, 'Invalid webhook url'],
  TooManyEnabledWebhooks: [400, 'Maximum of 3 enabled webhooks per instance reached'],
  WebhookNotConfigured: [404, 'Webhook not configured for this instance'],
  DeliveryNotFound: [404, 'Delivery not found'],
  SetWebhookFailed: [500, 'Failed to update webhook configuration'],
  ReadWebhookFailed: [500, 'Failed to get webhook configuration'],
  WebsocketNotConfigured: [404, 'WebSocket not configured for this instance'],
  SetWebsocketFailed: [500, 'Failed to update websocket configuration'],
  ReadWebsocketFailed: [500, 'Failed to get websocket configuration'],
  MissingSocketToken: [401, 'Missing token in header, Authorization header, or query parameter'],
  OriginNotAllowed: [403, 'Origin not allowed'],
  WebsocketNotEnabled: [
    400,
    'WebSocket is not enabled for this instance. Configure it first using POST /api/events/websocket/<instance>',
  ],
  UpgradeRequired: [426, 'WebSocket upgrade required'],
  SocketsUnavailable: [503, 'WebSocket service is not available'],

  NumberRequired: [400, 'Number is required'],
  MessageRequired: [400, 'Message is required'],
  QuotedMessageNotFound: [404, 'Quoted message not found'],
  NumberNotOnWhatsApp: [400, 'Number <digits> is not on WhatsApp'],
  VerifyNumberFailed: [500, 'Failed to verify number: <reason>'],
  MediaUrlNotAllowed: [400, 'Media URL not allowed'],
  DownloadMediaFailed: [400, 'Failed to download media: <reason>'],
  InvalidBase64Media: [400, 'Invalid base64 media'],
  UnsupportedMedia: [400, 'Unsupported media: <reason>'],
  MessageTooLarge: [400, 'Message too large'],
  WhatsAppRateLimit: [429, 'WhatsApp rate limit reached. Try again later.'],
  SendMessageFailed: [500, 'Failed to send message: <reason>'],
  NotInNewsletters: [501, 'This message type is not supported in newsletters'],
  InvalidIdempotencyKey: [400, 'Invalid Idempotency-Key'],
  SendInProgress: [409, 'A request with this Idempotency-Key is still in progress'],
  IdempotencyKeyReused: [409, 'This Idempotency-Key was used for a different request'],

  FieldRequired: [400, '<name> is required'],
  InvalidMediaType: [400, "Invalid mediaType. Use 'image', 'video', 'document' or 'audio'"],
  OneMediaSourceRequired: [400, 'Provide exactly one of mediaUrl or mediaBase64'],
  ImageUrlRequired: [400, 'imageUrl is required'],
  CoordinatesRequired: [400, 'Latitude and longitude are required'],
  CoordinatesOutOfRange: [400, 'Latitude or longitude out of range'],
  VcardRequired: [400, 'vcard is required'],
  NameAndPhoneRequired: [400, 'fullName and phone are required'],
  MessageIdRequired: [400, 'messageId is required'],
  ReactionRequired: [400, 'reaction is required'],
  ParticipantRequired: [400, 'participant is required for group messages'],
  QuestionRequired: [400, 'question is required'],
  InvalidOptionCount: [400, 'options must have between 2 and 12 items'],
  InvalidCardCount: [400, 'cards must have between 1 and 10 items'],
  ContentTextRequired: [400, 'contentText is required'],
  InvalidButtonCount: [400, 'buttons must have between 1 and 3 items'],
  InvalidButtonType: [400, "Invalid button type. Use 'REPLY', 'URL', 'CALL' or 'COPY'"],
  MediaTypeRequired: [400, 'mediaType is required when mediaUrl is set'],
  ButtonTextRequired: [400, 'buttonText is required'],
  InvalidSectionCount: [400, 'sections must have between 1 and 10 items'],
  InvalidRowCount: [400, '<name> must have between 1 and 10 items'],
  FormMessageRequired: [400, 'message is required'],
  InvalidFormType: [400, "Invalid formType. Use 'contact_details' or 'registration_offer'"],
  InvalidButtonParams: [400, 'Invalid buttonParamsJSON'],
  MerchantNameRequired: [400, 'merchantName is required'],
  PixKeyRequired: [400, 'pixKey is required'],
  InvalidPixKeyType: [400, "Invalid pixKeyType. Use 'CPF', 'CNPJ', 'EMAIL', 'PHONE' or 'RANDOM'"],
  InvalidStatusType: [400, "Invalid type. Use 'text', 'image', 'video' or 'audio'"],
  MediaUrlRequired: [400, 'mediaUrl is required'],
  InvalidBackgroundColor: [400, 'Invalid backgroundColor'],
  EventNameRequired: [400, 'name is required'],
  StartRequired: [400, 'startAt is required'],
  InvalidStart: [400, 'Invalid startAt. Use RFC 3339'],
  InvalidEnd: [400, 'Invalid endAt. Use RFC 3339 and a time after startAt'],

  MessageIdOfQueryRequired: [400, 'Message ID is required (use ?messageId=<message-id>)'],
  MessageIdParameterRequired: [400, 'messageId query parameter is required'],
  DeletedMessageIdRequired: [400, 'MessageID is required'],
  MessageNotFound: [404, 'Message not found'],
  TargetMessageNotFound: [404, 'message not found'],
  MediaNotFound: [404, 'Message not found or no media available'],
  MessageOfAnotherInstance: [404, 'Message does not belong to this instance'],
  NotAPoll: [400, 'Message is not a poll'],
  InvalidFromDate: [
    400,
    "invalid 'from' date format. Use ISO 8601 format (e.g., '2026-02-16T18:32:39Z')",
  ],
  InvalidToDate: [
    400,
    "invalid 'to' date format. Use ISO 8601 format (e.g., '2026-02-16T18:32:39Z')",
  ],
  StateRequired: [400, "State is required. Use 'typing', 'recording', or 'pause'"],
  InvalidState: [400, "Invalid state. Use 'typing', 'recording', or 'pause'"],
  SenderRequired: [400, 'sender is required for group messages'],
  DestinationRequired: [400, 'to is required'],
  UnforwardableType: [500, 'unsupported message type for forwarding: <name>'],
  NewContentRequired: [400, 'content is required'],
  NotOwnText: [400, 'can only edit your own text messages'],
  TooOldToEdit: [400, 'message is too old to edit'],
  ListContactsFailed: [500, 'Failed to get contacts: <reason>'],
  ListLabelledChatsFailed: [500, 'Failed to get chats by label: <reason>'],
  ReadMessageFailed: [500, 'Failed to get message: <reason>'],
  ReadHistoryFailed: [500, 'Failed to get chat history: <reason>'],
  ReadMediaFailed: [500, 'Failed to get base64: <reason>'],
  ReadStatusFailed: [500, 'Failed to get message status: <reason>'],
  ReadPollFailed: [500, 'Failed to get poll votes: <reason>'],
  SendPresenceFailed: [500, 'Failed to send presence: <reason>'],
  MarkReadFailed: [500, 'Failed to mark message as read: <reason>'],
  MarkChatReadFailed: [500, 'Failed to mark chat as read: <reason>'],
  ForwardMessageFailed: [500, 'Failed to forward message: <reason>'],
  EditMessageFailed: [500, 'Failed to edit message: <reason>'],
  DeleteMessageFailed: [500, 'Failed to delete message: <reason>'],

  WorkerNotFound: [404, 'Worker not found'],
  AccountNotFound: [404, 'Account not found'],
  AccountNameRequired: [400, 'Account name is required'],
  InvalidAccountName: [400, 'Invalid account name'],
  InvalidAccountToken: [400, 'Invalid account token'],
  InvalidAllowedOrigin: [400, 'Invalid allowed origin'],
  NoAccountFieldProvided: [400, 'At least one field must be provided'],
  AccountNameTaken: [409, 'Account name already exists'],
  TokenTaken: [409, 'Token already exists'],
  InvalidQueryParameter: [400, 'Invalid query parameter: <name>'],
};

const PARAMS = {
  detail: '<detail>',
  reason: '<reason>',
  instance: '<instance>',
  name: '<name>',
  number: '<number>',
  digits: '<digits>',
};

describe('The catalogue', () => {
  it.each(Object.entries(PUBLISHED))(
    'answers %s with its published status and text',
    (code, said) => {
      const { status, text } = ERRORS[code as ErrorCode];
      expect([status, (text as (params: object) => string)(PARAMS)]).toEqual(said);
    },
  );

  it('publishes nothing that is not listed here', () => {
    expect(Object.keys(ERRORS).sort()).toEqual(Object.keys(PUBLISHED).sort());
  });
});

describe('An error', () => {
  it('says its text and keeps what was said along', () => {
    const error = new ContractError('CreateInstanceFailed', { reason: 'disk full' });
    expect(error.message).toBe('Failed to create instance: disk full');
    expect(error.status).toBe(500);
    expect(error.params).toEqual({ reason: 'disk full' });
  });

  it('comes back the same from another process', () => {
    const sent = new ContractError('WebsocketNotEnabled', { instance: 'a b' });
    expect(ContractError.fromWire(sent.code, sent.params)?.message).toBe(sent.message);
  });

  it('is not made up for a code that only a newer peer knows', () => {
    expect(ContractError.fromWire('Unheard', {})).toBeUndefined();
    expect(ContractError.fromWire('toString', {})).toBeUndefined();
  });
});
