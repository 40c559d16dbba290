import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locale } from '../i18n/locale';
import type { Topic } from './topics';

/** The Markdown of one topic; its first line is its title as a heading. */
export function readTopic(topic: Topic, locale: Locale): Promise<string> {
  return readFile(path.join(process.cwd(), 'lib', 'help', locale, `${topic}.md`), 'utf8');
}

/** The title of a topic: its first heading. */
export async function readTopicTitle(topic: Topic, locale: Locale): Promise<string> {
  const [first = ''] = (await readTopic(topic, locale)).split('\n', 1);
  return first.replace(/^#\s*/, '');
}
