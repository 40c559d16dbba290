/** Help topics in reading order; each is one Markdown file per language beside this one. */
export const topics = [
  'review',
  'keys',
  'queues',
  'import',
  'schemas',
  'export',
  'integrations',
  'training',
  'cloud',
  'autonomy',
  'running',
] as const;
export type Topic = (typeof topics)[number];

export function isTopic(slug: string): slug is Topic {
  return topics.some((topic) => topic === slug);
}
