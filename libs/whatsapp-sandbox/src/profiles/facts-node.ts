import { type BinaryNode, node } from '../stanza/node.js';
import { type BusinessFacts, TEXT_FACTS } from '../world/business-facts.js';

export const factsNode = (jid: string, facts: BusinessFacts): BinaryNode => {
  const { websites = [], category, hours, coverPhoto } = facts;
  const nodes = [
    ...TEXT_FACTS.flatMap((tag) => (facts[tag] === undefined ? [] : [text(tag, facts[tag])])),
    ...websites.map((website) => text('website', website)),
  ];
  if (category !== undefined) {
    nodes.push(node('categories', {}, [node('category', { id: '1' }, Buffer.from(category))]));
  }
  if (hours) {
    const days = hours.days.map((day) => node('business_hours_config', day));
    nodes.push(node('business_hours', { timezone: hours.timezone }, days));
  }
  if (coverPhoto !== undefined) nodes.push(node('cover_photo', { id: coverPhoto }));
  return node('profile', { jid }, nodes);
};

const text = (tag: string, content: string): BinaryNode => node(tag, {}, Buffer.from(content));
