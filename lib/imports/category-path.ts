const strong = /\s*(?:>{1,2}|›|»|→)\s*|\s+\/\s+/;

/** The segments of the path that a file's own words for a category may mean, likeliest reading first. */
export function readCategoryPaths(reference: string): readonly (readonly string[])[] {
  const text = reference.replace(/&gt;|＞/gi, '>').trim();
  const [first = text] = splitAlternatives(text);
  if (strong.test(first)) return [split(first, strong)];
  if (first.includes('|')) return [split(first, /\|/)];
  const rooted = /^(?:default category|root catalog)\s*\/\s*(.+)$/i.exec(first)?.[1];
  if (rooted !== undefined) return [split(rooted, /\//)];
  const weak = split(first, /[/\\]/);
  if (weak.length > 2) return [weak, [first]];
  // 생활/건강 is one name; 가전/모니터 may be a path, when both are known.
  return weak.length === 2 ? [[first], weak] : [[first]];
}

/** A product may stand in several categories: "A > B, A > C". The first is its own. */
function splitAlternatives(text: string): string[] {
  for (const sign of [',', ';', '|']) {
    const parts = split(text, sign);
    const isList = parts.length > 1 && parts.every((part) => /[>›»→/]/.test(part));
    if (isList) return parts;
  }
  return [text];
}

function split(text: string, sign: string | RegExp): string[] {
  return text
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
