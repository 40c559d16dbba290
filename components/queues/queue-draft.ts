import type { QueueFilter } from '@/lib/curation/contract';
import { saveQueueInput, type Queue, type SaveQueueInput } from '@/lib/queues/contract';

/** The fields as they are typed; empty means "any". */
export interface QueueDraft {
  readonly name: string;
  readonly order: string;
  readonly categoryKey: string;
  readonly attributeKey: string;
  readonly sellerId: string;
  readonly maximumConfidence: string;
  readonly onlyFlagged: boolean;
  readonly modelVersion: string;
  readonly minimumPrice: string;
  readonly maximumPrice: string;
  readonly query: string;
  readonly flag: string;
  readonly minimumAgeHours: string;
  readonly maximumAgeHours: string;
  readonly assigneeIds: readonly string[];
  readonly reviewsWanted: string;
  /** Percent. */
  readonly overlapShare: string;
}

const text = (value: string | number | undefined): string => String(value ?? '');

/** The draft of a saved queue, or of a new one. */
export function startForm(queue: Queue | null): QueueDraft {
  const filter: QueueFilter = queue?.filter ?? {};
  return {
    name: queue?.name ?? '',
    order: queue?.order ?? 'needs-first',
    categoryKey: text(filter.categoryKey),
    attributeKey: text(filter.attributeKey),
    sellerId: text(filter.sellerId),
    maximumConfidence: text(filter.maximumConfidence),
    onlyFlagged: filter.onlyFlagged ?? false,
    modelVersion: text(filter.modelVersion),
    minimumPrice: text(filter.minimumPrice),
    maximumPrice: text(filter.maximumPrice),
    query: text(filter.query),
    flag: text(filter.flag),
    minimumAgeHours: text(filter.minimumAgeHours),
    maximumAgeHours: text(filter.maximumAgeHours),
    assigneeIds: queue?.assignees.map(({ id }) => id) ?? [],
    reviewsWanted: text(queue?.reviewsWanted ?? 1),
    overlapShare: text(Math.round((queue?.overlapShare ?? 1) * 100)),
  };
}

/** What is to be saved; null while a field cannot be read. */
export function readForm(id: string, form: QueueDraft): SaveQueueInput | null {
  const some = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const number = (value: string) => (value.trim() === '' ? undefined : Number(value));
  const parsed = saveQueueInput.safeParse({
    id,
    name: form.name,
    order: form.order,
    assigneeIds: form.assigneeIds,
    reviewsWanted: Number(form.reviewsWanted),
    overlapShare: form.reviewsWanted === '1' ? 1 : Number(form.overlapShare) / 100,
    filter: {
      categoryKey: some(form.categoryKey),
      attributeKey: some(form.attributeKey),
      sellerId: number(form.sellerId),
      maximumConfidence: number(form.maximumConfidence),
      onlyFlagged: form.onlyFlagged || undefined,
      modelVersion: some(form.modelVersion),
      minimumPrice: number(form.minimumPrice),
      maximumPrice: number(form.maximumPrice),
      query: some(form.query),
      flag: some(form.flag),
      minimumAgeHours: number(form.minimumAgeHours),
      maximumAgeHours: number(form.maximumAgeHours),
    },
  });
  return parsed.success ? parsed.data : null;
}
