import { z } from 'zod';
import { optional } from '../fields/leniency.js';
import { longText } from '../fields/limited-text.js';
import { broken, kept, type Verdict } from '../fields/verdict.js';

export const instanceSettings = z.strictObject({
  autoRejectCalls: z.boolean(),
  callRejectMessage: z.string(),
  ignoreGroupMessages: z.boolean(),
  keepOnlineStatus: z.boolean(),
  autoReadMessages: z.boolean(),
  disableHistorySync: z.boolean(),
  ignoreStatus: z.boolean(),
});
export type InstanceSettings = z.infer<typeof instanceSettings>;

/** The settings to change; the others keep their value. */
export type SettingsChange = Partial<InstanceSettings>;

export const DEFAULT_SETTINGS: InstanceSettings = {
  autoRejectCalls: false,
  callRejectMessage: '',
  ignoreGroupMessages: false,
  keepOnlineStatus: false,
  autoReadMessages: false,
  disableHistorySync: true,
  ignoreStatus: false,
};

export const settingsFields = {
  autoRejectCalls: optional(z.boolean()).describe('Reject every incoming call'),
  callRejectMessage: optional(longText).describe('Sent to a rejected caller; empty: nothing'),
  ignoreGroupMessages: optional(z.boolean()).describe('Ignore group messages completely'),
  keepOnlineStatus: optional(z.boolean()).describe('Show as available while connected'),
  autoReadMessages: optional(z.boolean()).describe('Mark incoming messages read'),
  disableHistorySync: optional(z.boolean()).describe('Do not take history at pairing'),
  ignoreStatus: optional(z.boolean()).describe('Drop stories'),
};

type SentSettings = {
  readonly [Flag in keyof InstanceSettings]?: InstanceSettings[Flag] | undefined;
};

export const settingsOrDefaults = (sent: SentSettings): InstanceSettings => ({
  ...DEFAULT_SETTINGS,
  ...sentOnly(sent),
});

export function judgeSettingsChange(sent: SentSettings): Verdict<SettingsChange> {
  const change = sentOnly(sent);
  return Object.keys(change).length > 0 ? kept(change) : broken('NoSettingProvided');
}

function sentOnly(sent: SentSettings): SettingsChange {
  const flags = Object.keys(DEFAULT_SETTINGS) as (keyof InstanceSettings)[];
  return Object.fromEntries(
    flags.filter((flag) => sent[flag] !== undefined).map((flag) => [flag, sent[flag]]),
  );
}
