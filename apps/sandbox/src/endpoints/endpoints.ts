import { type Endpoint } from '../control/endpoint.js';
import { contactEndpoints } from './contacts.js';
import { faultEndpoints } from './faults.js';
import { groupEndpoints } from './groups.js';
import { messageEndpoints } from './messages.js';
import { overviewEndpoints } from './overview.js';
import { phoneEndpoints } from './phones.js';

export const ENDPOINTS: readonly Endpoint[] = [
  ...overviewEndpoints,
  ...phoneEndpoints,
  ...contactEndpoints,
  ...messageEndpoints,
  ...groupEndpoints,
  ...faultEndpoints,
];
