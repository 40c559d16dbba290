/** Patterns are for codes and models; a longer text than this matches none. */
const maximumTextLength = 120;

/** About a tenth of a second of backtracking in V8. */
const maximumSteps = 1e7;

/** Ways to match so far, and how many of the choices are unbounded repetitions. */
interface Cost {
  readonly ways: number;
  readonly unbounded: number;
}

const tokens =
  /\(\?<?[=!]|\\[1-9]|\\k|\(\?:|\(\?<[^>]*>|\(\?|\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|\{\d+(?:,\d*)?\}\??|[*+?]\??|[()|]|[^]/gu;

function repetitionOf(quantifier: string): { readonly least: number; readonly most: number } {
  switch (quantifier[0]) {
    case '*':
      return { least: 0, most: Infinity };
    case '+':
      return { least: 1, most: Infinity };
    case '?':
      return { least: 0, most: 1 };
    default: {
      const [least = '0', most] = quantifier.replace(/[{}?]/g, '').split(',');
      return { least: Number(least), most: most === '' ? Infinity : Number(most ?? least) };
    }
  }
}

/** Cost of `inner` repeated; Infinity where a repetition repeats something that can vary. */
function repeat(inner: Cost, quantifier: string): Cost {
  const { least, most } = repetitionOf(quantifier);
  if (most === Infinity) {
    return inner.ways === 1
      ? { ways: maximumTextLength, unbounded: 1 }
      : { ways: Infinity, unbounded: 1 };
  }
  return {
    ways: inner.ways ** Math.max(1, most) * (most - least + 1),
    unbounded: inner.unbounded * Math.max(1, most),
  };
}

/** An upper bound of the backtracking steps over the longest text that is matched. */
function countSteps(source: string): number {
  const parts = source.match(tokens) ?? [];
  let at = 0;

  function readAlternatives(): Cost {
    let ways = 0;
    let unbounded = 0;
    for (;;) {
      const branch = readSequence();
      ways += branch.ways;
      unbounded += branch.unbounded;
      if (parts[at] !== '|') return { ways, unbounded };
      at += 1;
    }
  }

  function readSequence(): Cost {
    let ways = 1;
    let unbounded = 0;
    while (at < parts.length && parts[at] !== '|' && parts[at] !== ')') {
      const part = parts[at] ?? '';
      at += 1;
      let cost: Cost = { ways: 1, unbounded: 0 };
      if (/^\(\?<?[=!]|^\\[1-9k]|^\(\?$/.test(part)) cost = { ways: Infinity, unbounded: 0 };
      if (part.startsWith('(')) {
        const inner = readAlternatives();
        at += 1;
        if (cost.ways === 1) cost = inner;
      }
      const next = parts[at] ?? '';
      if (/^(?:[*+?]|\{\d)/.test(next)) {
        cost = repeat(cost, next);
        at += 1;
      }
      ways *= cost.ways;
      unbounded += cost.unbounded;
    }
    return { ways, unbounded };
  }

  const { ways, unbounded } = readAlternatives();
  // k repetitions share one text: its splits are n^k / k!, not n^k.
  let splits = 1;
  for (let k = 2; k <= Math.min(unbounded, 20); k += 1) splits *= k;
  return ways / splits;
}

function compile(source: string): RegExp | null {
  try {
    // Alone first: "a)|(b" is valid only once it is wrapped.
    void new RegExp(source, 'u');
    return new RegExp(`^(?:${source})$`, 'u');
  } catch {
    return null;
  }
}

/**
 * Whether a pattern from a schema may be run: valid with the `u` flag, and never slow, so without
 * look-around, back-references and repeated repetitions such as (a+)+.
 */
export function isSafePattern(source: string): boolean {
  return compile(source) !== null && countSteps(source) <= maximumSteps;
}

const compiled = new Map<string, RegExp | null>();
const maximumCompiled = 1_000;

/** Whether the whole text matches; false for a pattern that is not safe. */
export function matchesPattern(source: string, text: string): boolean {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    pattern = isSafePattern(source) ? compile(source) : null;
    if (compiled.size >= maximumCompiled) compiled.clear();
    compiled.set(source, pattern);
  }
  return pattern !== null && text.length <= maximumTextLength && pattern.test(text);
}
