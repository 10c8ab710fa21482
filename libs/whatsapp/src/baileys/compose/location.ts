import { type LocationContent } from '@starling/contract';
import { type Outgoing } from '../../port/outgoing.js';

export const composeLocation = ({
  latitude,
  longitude,
  name,
  address,
}: LocationContent): Outgoing['content'] => ({
  location: {
    degreesLatitude: latitude,
    degreesLongitude: longitude,
    ...(name && { name }),
    ...(address && { address }),
  },
});
