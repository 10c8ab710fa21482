import { NO_CHATWOOT } from './chatwoot-block.js';
import { type InstanceObject } from './instance-object.js';
import { NO_PROXY } from './proxy.js';
import { NO_S3 } from './s3.js';
import { DEFAULT_SETTINGS } from './settings.js';

/** The instance that the example of `instance.create` creates. */
export const NEWBORN_EXAMPLE: InstanceObject = {
  id: '5e1d0c4e-7f0e-4a5e-9a53-0f5c8a3a1b11',
  name: 'my-instance',
  token: 'a1b2c3d4-0000-4000-8000-000000000000',
  status: 'disconnected',
  connection: {
    state: 'disconnected',
    numberJid: null,
    presenceStatus: 'unavailable',
    displayStatus: 'Disconnected',
  },
  profile: { name: '', pictureUrl: '', isBusiness: false, businessName: '' },
  proxy: { ...NO_PROXY, password: null },
  webhook: { enabled: true, url: 'https://myapp.com/webhook', events: ['message.exchange'] },
  websocket: { enabled: true, events: ['message.exchange'], mediaBase64: false },
  chatwoot: NO_CHATWOOT,
  settings: DEFAULT_SETTINGS,
  s3: NO_S3,
  createdAt: '2026-04-28T10:30:00Z',
  updatedAt: '2026-04-28T10:30:00Z',
};

export const CONNECTED_EXAMPLE: InstanceObject = {
  ...NEWBORN_EXAMPLE,
  status: 'connected',
  connection: {
    state: 'connected',
    numberJid: '5511999999999@s.whatsapp.net',
    presenceStatus: 'available',
    displayStatus: 'Active',
  },
  profile: {
    name: 'Orion',
    pictureUrl: 'https://pps.whatsapp.net/picture.jpg',
    isBusiness: false,
    businessName: '',
  },
  updatedAt: '2026-04-28T10:35:00Z',
};
