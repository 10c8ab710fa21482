import { z } from 'zod';
import { judgedBy } from '../fields/verdict.js';
import { operation } from '../operation/operation-builder.js';
import {
  DEFAULT_SETTINGS,
  instanceSettings,
  judgeSettingsChange,
  settingsFields,
} from './settings.js';

export const changeSettings = operation({
  name: 'instance.changeSettings',
  summary: 'Change some settings of an instance; the others keep their value',
  method: 'POST',
  path: '/api/instance/settings/:instance',
  body: z.object(settingsFields).transform(judgedBy(judgeSettingsChange)),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Settings updated successfully'),
    settings: instanceSettings,
  }),
  errors: ['NoSettingProvided', 'ChangeSettingsFailed'],
  example: {
    body: { autoRejectCalls: true, callRejectMessage: 'Please write instead' },
    reply: {
      success: true,
      message: 'Settings updated successfully',
      settings: {
        ...DEFAULT_SETTINGS,
        autoRejectCalls: true,
        callRejectMessage: 'Please write instead',
      },
    },
  },
});
