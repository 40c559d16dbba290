import type { Delimiter, Quoting } from './file-format';
import { guessDelimited } from './guess-delimited';

export type TextKind =
  | { readonly kind: 'json-lines' | 'json-document' | 'product-feed' | 'tagged-blocks' }
  | { readonly kind: 'delimited'; readonly delimiter: Delimiter; readonly quoting: Quoting };

/** What a decoded text is, or a name for what it is instead of something that can be imported. */
export function sniffTextKind(
  text: string,
): TextKind | 'json-arrays' | 'html' | 'bmecat' | 'markup' | 'empty' {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start === '') return 'empty';
  if (start.startsWith('{')) {
    return { kind: isFirstLineJson(start) ? 'json-lines' : 'json-document' };
  }
  if (/^\[\s*\{/.test(start)) return { kind: 'json-document' };
  if (/^\[\s*[[\]"\d]/.test(start)) return 'json-arrays';
  if (/^<<<\w+>>>/.test(start)) return { kind: 'tagged-blocks' };
  if (/^<(!doctype html|html|table|meta|head|body|style)/i.test(start)) return 'html';
  if (/^<(\?xml|!--|!doctype|[a-z])/i.test(start)) return sniffMarkup(start);
  return { kind: 'delimited', ...guessDelimited(start) };
}

function sniffMarkup(text: string): TextKind | 'html' | 'bmecat' | 'markup' {
  const root = /<([a-z][\w.:-]*)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  switch (root.slice(root.indexOf(':') + 1)) {
    case 'rss':
    case 'feed':
    case 'channel':
    case 'rdf':
      return { kind: 'product-feed' };
    case 'html':
      return 'html';
    case 'bmecat':
      return 'bmecat';
    default:
      return 'markup';
  }
}

/** JSON Lines have an object in their first line; one document is spread over lines, or holds a list. */
function isFirstLineJson(text: string): boolean {
  const [first = '', ...rest] = text.split(/[\r\n]+/, 3).map((line) => line.trim());
  const next = rest.find((line) => line !== '');
  if (next === undefined) return !/^\{\s*"[^"]*"\s*:\s*(\{\s*"[^"]*"\s*:\s*)?\[\s*\{/.test(first);
  return isJson(first) || (!/[[{,:]$/.test(first) && isJson(next));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
