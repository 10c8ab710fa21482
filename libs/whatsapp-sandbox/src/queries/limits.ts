import { QueryIds, XWAPaths } from '@whiskeysockets/baileys';

/** WhatsApp's answers for an account without restrictions: no time lock, no limit of new chats. */
export const NO_LIMITS: Readonly<Record<string, { path: string; data: unknown }>> = {
  [QueryIds.REACHOUT_TIMELOCK]: {
    path: XWAPaths.xwa2_fetch_account_reachout_timelock,
    data: { is_active: false, time_enforcement_ends: '0', enforcement_type: 'DEFAULT' },
  },
  [QueryIds.MESSAGE_CAPPING_INFO]: {
    path: XWAPaths.xwa2_message_capping_info,
    data: { total_quota: -1, used_quota: 0, capping_status: 'NONE' },
  },
};
