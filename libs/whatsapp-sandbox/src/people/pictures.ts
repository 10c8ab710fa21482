import type { Person } from './person.js';
import type { World } from '../world/world.js';
import { changePicture } from '../profiles/change-picture.js';

/** What people in the sandbox show of themselves. */
export class Pictures {
  constructor(private readonly world: World) {}

  set({ account }: Person, bytes: Buffer): void {
    changePicture(this.world, { account }, account, bytes);
  }

  remove({ account }: Person): void {
    changePicture(this.world, { account }, account, undefined);
  }
}
