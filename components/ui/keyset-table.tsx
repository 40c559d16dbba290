'use client';

import { useStoredNames } from '@/lib/browser/stored-choice';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, Columns3 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';
import { Skeleton } from './page';
import { Table, Td, Th, Tr } from './table';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** Width and alignment, for the head and for every cell. */
  readonly className?: string;
  /** May be hidden by whoever looks; the others say what the row is. */
  readonly isOptional?: boolean;
  cell(row: Row): ReactNode;
}

/** What the table needs of an infinite query by key. */
interface Pages {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
  refetch(): unknown;
}

interface KeysetTableProps<Row> {
  /** Names the list among those that this browser remembers columns of. */
  readonly name: string;
  readonly label: string;
  readonly pages: Pages;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly className?: string;
  /** What an empty list teaches. */
  readonly empty: ReactNode;
  rowKey(row: Row): string | number;
}

/**
 * The rows of a query by key: loading, failing, empty and going on are alike in every list, and a
 * list of any length holds only the rows in sight in the page.
 */
export function KeysetTable<Row>(props: KeysetTableProps<Row>) {
  const { pages, rows } = props;
  const t = useTranslations('common');
  return (
    <>
      {pages.error ? (
        <div role="alert" className="mb-3 flex items-center gap-3 text-bad">
          {pages.error.message}
          <Button size="small" onClick={() => void pages.refetch()}>
            {t('retry')}
          </Button>
        </div>
      ) : null}
      {pages.isPending && !pages.error ? <Skeleton className="h-96" /> : null}
      {pages.isSuccess && rows.length === 0 ? props.empty : null}
      {rows.length > 0 ? <Rows {...props} /> : null}
      {pages.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? t('loading') : t('more')}
        </Button>
      ) : null}
    </>
  );
}

/** Fewer rows are simply all there, so that the browser's own search finds them. */
const virtualFrom = 120;
const rowHeight = 52;
const overscan = 12;
/** How near to the end the next page is asked for. */
const nearEndPx = 600;

function Rows<Row>({
  name,
  label,
  pages,
  rows,
  columns,
  className,
  rowKey,
}: KeysetTableProps<Row>) {
  // The virtualiser's functions change what they answer without changing themselves.
  'use no memo';
  const scroller = useRef<HTMLDivElement>(null);
  const [hidden, hide] = useStoredNames(`avenue-hidden-columns-${name}`);
  const shown = columns.filter((column) => !column.isOptional || !hidden.has(column.id));
  const isVirtual = rows.length >= virtualFrom;
  // eslint-disable-next-line react-hooks/incompatible-library -- 'use no memo' above
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    overscan,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const above = isVirtual ? (first?.start ?? 0) : 0;
  const below = isVirtual ? virtualizer.getTotalSize() - (last?.end ?? 0) : 0;
  const inSight = isVirtual ? items.map(({ index }) => index) : rows.map((_, index) => index);
  const goOn = () => {
    const box = scroller.current;
    if (!box || !pages.hasNextPage || pages.isFetchingNextPage || pages.error) return;
    if (box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx) void pages.fetchNextPage();
  };
  return (
    <>
      {columns.some((column) => column.isOptional) ? (
        <TableBar count={rows.length} hasMore={pages.hasNextPage}>
          <ColumnChooser columns={columns} hidden={hidden} onHide={hide} />
        </TableBar>
      ) : null}
      <Table
        label={label}
        className={className}
        scroller={scroller}
        onScroll={goOn}
        aria-rowcount={pages.hasNextPage ? -1 : rows.length + 1}
      >
        <thead>
          <tr>
            {shown.map((column) => (
              <Th key={column.id} className={column.className}>
                {column.label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} columns={shown.length} />
          {inSight.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Tr
                key={rowKey(row)}
                ref={isVirtual ? virtualizer.measureElement : undefined}
                data-index={index}
                aria-rowindex={index + 2}
              >
                {shown.map((column) => (
                  <Td key={column.id} className={column.className}>
                    {column.cell(row)}
                  </Td>
                ))}
              </Tr>
            );
          })}
          <Spacer height={below} columns={shown.length} />
        </tbody>
      </Table>
    </>
  );
}

/** Stands for the rows that are out of sight. */
function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function TableBar(props: {
  readonly count: number;
  readonly hasMore: boolean;
  readonly children: ReactNode;
}) {
  const t = useTranslations('common');
  const format = useFormatter();
  const count = format.number(props.count);
  return (
    <div className="mb-1.5 flex items-center justify-between text-label text-faint">
      <span>{t(props.hasMore ? 'rows-so-far' : 'rows-all', { count })}</span>
      {props.children}
    </div>
  );
}

function ColumnChooser<Row>(props: {
  readonly columns: readonly Column<Row>[];
  readonly hidden: ReadonlySet<string>;
  onHide(names: Iterable<string>): void;
}) {
  const t = useTranslations('common');
  const toggle = (id: string) => {
    const next = new Set(props.hidden);
    if (!next.delete(id)) next.add(id);
    props.onHide(next);
  };
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button size="small" tone="quiet">
          <Columns3 aria-hidden className="size-3.5" />
          {t('columns')}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-50 min-w-40 rounded-lg border border-line bg-pane p-1 shadow-high"
        >
          {props.columns
            .filter((column) => column.isOptional)
            .map((column) => (
              <DropdownMenu.CheckboxItem
                key={column.id}
                checked={!props.hidden.has(column.id)}
                className="flex h-8 items-center justify-between gap-6 rounded px-2 outline-none data-[highlighted]:bg-sunken"
                onSelect={(event) => event.preventDefault()}
                onCheckedChange={() => toggle(column.id)}
              >
                {column.label}
                <Check
                  aria-hidden
                  className={classNames('size-4', props.hidden.has(column.id) && 'invisible')}
                />
              </DropdownMenu.CheckboxItem>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
