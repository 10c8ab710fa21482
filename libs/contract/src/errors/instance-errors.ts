import { failed, fixed, worded } from './declaration.js';

export const INSTANCE_ERRORS = {
  InvalidInstanceName: fixed(400, 'Invalid instance name'),
  InvalidInstanceTokenFormat: fixed(400, 'Invalid instance token'),
  AccountInstanceQuotaExceeded: fixed(403, 'Account instance quota exceeded'),
  InstanceNameTaken: fixed(409, 'Instance name already exists'),
  InstanceTokenTaken: fixed(409, 'Instance token already exists'),
  CreateInstanceFailed: failed('create instance'),
  DeleteInstanceFailed: failed('delete instance'),

  InvalidNumber: worded<{ number: string }>(400, ({ number }) => `Invalid number: ${number}`),
  InvalidHistoryParameter: fixed(400, 'Invalid history parameter'),
  ConnectInstanceFailed: failed('connect instance'),
  ConnectPageGone: fixed(404, 'Connect page has expired'),
  ConnectPageTaken: fixed(403, 'Connect page is open in another browser'),
  NoSavedSession: fixed(400, 'Instance has no saved session — call /connect first'),
  ReconnectInstanceFailed: failed('reconnect'),
  LogoutInstanceFailed: fixed(500, 'Failed to logout instance'),

  NoSettingProvided: fixed(400, 'At least one setting must be provided'),
  ReadSettingsFailed: fixed(500, 'Failed to get settings configuration'),
  ChangeSettingsFailed: fixed(500, 'Failed to update settings configuration'),

  ProxyHostAndPortRequired: fixed(400, 'Proxy host and port are required'),
  InvalidProxyProtocol: fixed(400, "Invalid proxy protocol. Use 'http', 'https' or 'socks5'"),
  ProxyHostNotAllowed: fixed(400, 'Proxy host not allowed'),
  ReadProxyFailed: fixed(500, 'Failed to get proxy configuration'),
  ChangeProxyFailed: fixed(500, 'Failed to update proxy configuration'),

  ReadS3Failed: fixed(500, 'Failed to get S3 configuration'),
  ChangeS3Failed: fixed(500, 'Failed to update S3 configuration'),

  ReadMetricsFailed: fixed(500, 'Failed to get metrics'),
} as const;
