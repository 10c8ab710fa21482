import type { RecordLog } from '../records/record-log.js';
import type { BusinessProfile } from './business-profile.js';
import { DisappearingModes } from './disappearing.js';
import { Shops } from './shops.js';

export interface Picture {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Pictures of people and groups, business profiles and shops, by JID. */
export class Profiles {
  readonly shops: Shops;
  readonly disappearing: DisappearingModes;
  private readonly pictures = new Map<string, Picture>();
  private readonly businesses = new Map<string, BusinessProfile>();

  constructor(private readonly log: RecordLog) {
    this.shops = new Shops(log);
    this.disappearing = new DisappearingModes(log);
    for (const [jid, picture] of log.load('picture')) this.pictures.set(jid, picture as Picture);
    for (const [jid, profile] of log.load('business'))
      this.businesses.set(jid, profile as BusinessProfile);
  }

  getPicture(jid: string): Picture | undefined {
    return this.pictures.get(jid);
  }

  updatePicture(jid: string, picture: Picture | undefined): void {
    if (picture === undefined) {
      this.pictures.delete(jid);
      this.log.delete('picture', jid);
    } else {
      this.pictures.set(jid, picture);
      this.log.save('picture', jid, () => picture);
    }
  }

  getBusiness(jid: string): BusinessProfile | undefined {
    return this.businesses.get(jid);
  }

  updateBusiness(jid: string, profile: BusinessProfile): void {
    this.businesses.set(jid, profile);
    this.log.save('business', jid, () => profile);
  }
}
