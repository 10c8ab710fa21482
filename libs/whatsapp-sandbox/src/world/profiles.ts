import type { RecordLog } from '../records/record-log.js';
import type { BusinessFacts } from './business-facts.js';
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
  private readonly businesses = new Map<string, BusinessFacts>();

  constructor(private readonly log: RecordLog) {
    this.shops = new Shops(log);
    this.disappearing = new DisappearingModes(log);
    for (const [jid, picture] of log.load('picture')) this.pictures.set(jid, picture as Picture);
    for (const [jid, facts] of log.load('business'))
      this.businesses.set(jid, facts as BusinessFacts);
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

  getBusiness(jid: string): BusinessFacts | undefined {
    return this.businesses.get(jid);
  }

  updateBusiness(jid: string, facts: BusinessFacts): void {
    this.businesses.set(jid, facts);
    this.log.save('business', jid, () => facts);
  }
}
