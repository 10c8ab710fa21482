import type { Person } from './person.js';
import type { World } from '../world/world.js';
import { updatePicture } from '../profiles/update-picture.js';

/** The profile pictures of people. */
export class Pictures {
  constructor(private readonly world: World) {}

  update({ account }: Person, bytes: Buffer): void {
    updatePicture(this.world, { account }, account, bytes);
  }

  delete({ account }: Person): void {
    updatePicture(this.world, { account }, account, undefined);
  }
}
