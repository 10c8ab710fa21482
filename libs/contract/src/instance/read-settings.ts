import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { DEFAULT_SETTINGS, instanceSettings } from './settings.js';

export const readSettings = operation({
  name: 'instance.readSettings',
  summary: 'Read the settings of an instance',
  method: 'GET',
  path: '/api/instance/getSettings/:instance',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Settings retrieved successfully'),
    settings: instanceSettings,
  }),
  errors: ['ReadSettingsFailed'],
  example: {
    reply: {
      success: true,
      message: 'Settings retrieved successfully',
      settings: DEFAULT_SETTINGS,
    },
  },
});
