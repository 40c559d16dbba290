/**
 * Takes the items in their order, at most `places` at a time, while `mayBegin` says so.
 * @returns what became of those that were begun
 */
export async function takeAtOnce<Item, Result>(
  items: readonly Item[],
  places: number,
  {
    take,
    mayBegin,
  }: {
    readonly take: (item: Item) => Promise<Result>;
    readonly mayBegin: (item: Item, results: readonly Result[]) => boolean;
  },
): Promise<Result[]> {
  const waiting = [...items];
  const results: Result[] = [];
  const fill = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
      if (mayBegin(item, results)) results.push(await take(item));
  };
  await Promise.all(Array.from({ length: places }, fill));
  return results;
}
