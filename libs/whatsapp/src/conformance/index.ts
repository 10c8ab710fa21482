export { engineConformance } from './engine-conformance.js';
export { type Ability, type World, type WorldContact, type WorldPhone } from './world.js';
