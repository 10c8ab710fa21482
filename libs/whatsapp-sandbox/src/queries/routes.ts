import { accountRoutes } from './account.js';
import { appStateRoutes } from './app-state.js';
import { businessRoutes } from './business.js';
import { catalogRoutes } from './catalog.js';
import { communityRoutes } from './communities.js';
import { deviceRoutes, openDeviceRoutes } from './devices.js';
import { groupAdminRoutes } from './group-admin.js';
import { groupInviteRoutes } from './group-invites.js';
import { groupMemberRoutes } from './group-members.js';
import { groupRoutes } from './groups.js';
import { keyRoutes } from './keys.js';
import { mediaRoutes } from './media.js';
import { pictureRoutes } from './pictures.js';
import { newsletterRoutes } from './newsletters.js';
import { openSessionRoutes, sessionRoutes } from './session.js';
import { usyncRoutes } from './usync.js';
import type { OpenQueryRoute, QueryRoute } from './query-route.js';

/** All queries that the sandbox answers: one file and one line here for each subject. */
export const routes: readonly QueryRoute[] = [
  ...accountRoutes,
  ...appStateRoutes,
  ...businessRoutes,
  ...catalogRoutes,
  ...communityRoutes,
  ...deviceRoutes,
  ...groupAdminRoutes,
  ...groupInviteRoutes,
  ...groupMemberRoutes,
  ...groupRoutes,
  ...keyRoutes,
  ...mediaRoutes,
  ...newsletterRoutes,
  ...pictureRoutes,
  ...sessionRoutes,
  ...usyncRoutes,
];

export const openRoutes: readonly OpenQueryRoute[] = [...openDeviceRoutes, ...openSessionRoutes];
