import { type LocationContent } from '@starling/contract';
import { type BaileysContent } from './content.js';

export const composeLocation = ({
  latitude,
  longitude,
  name,
  address,
}: LocationContent): BaileysContent => ({
  location: {
    degreesLatitude: latitude,
    degreesLongitude: longitude,
    ...(name && { name }),
    ...(address && { address }),
  },
});
