import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { Table, Td, Th } from '@/components/ui/table';
import type { AttributeDefinition } from '@/lib/values/contract';
import { isComposition } from '@/lib/browser/keyboard';
import { useLocale, useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import type { AttributeProblem } from './attribute-problems';

/** An attribute on the desk; `id` outlives changes of its key. */
export interface EditedAttribute {
  readonly id: string;
  readonly isSaved: boolean;
  readonly attribute: AttributeDefinition;
}

const rowId = (id: string) => `attribute-${id}`;

/** Moves the focus to a row once it has been painted at its place. */
export function focusRow(id: string): void {
  requestAnimationFrame(() => document.getElementById(rowId(id))?.focus());
}

/** The attributes in order. Arrow keys move between rows, with Alt they move the row itself. */
export function AttributeTable(props: {
  readonly rows: readonly EditedAttribute[];
  readonly problems: readonly AttributeProblem[];
  readonly chosenId: string | null;
  readonly canEdit: boolean;
  onChoose(id: string): void;
  onMove(id: string, step: -1 | 1): void;
}) {
  const t = useTranslations('schemas');
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    if (isComposition(event.nativeEvent)) return;
    if (event.code !== 'ArrowUp' && event.code !== 'ArrowDown') return;
    event.preventDefault();
    const step = event.code === 'ArrowUp' ? -1 : 1;
    const row = props.rows[place];
    if (event.altKey && row && props.canEdit) {
      props.onMove(row.id, step);
      focusRow(row.id);
      return;
    }
    const next = props.rows[place + step];
    if (!next) return;
    props.onChoose(next.id);
    focusRow(next.id);
  };
  const tabStop = props.chosenId ?? props.rows[0]?.id;
  return (
    <Table label={t('table')}>
      <thead>
        <tr>
          <Th className="w-12 text-right">#</Th>
          <Th>{t('attribute')}</Th>
          <Th>{t('type')}</Th>
          <Th>{t('unit')}</Th>
          <Th>{t('list')}</Th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, place) => (
          <AttributeRow
            key={row.id}
            row={row}
            place={place}
            hasProblem={props.problems.some(({ index }) => index === place)}
            isChosen={row.id === props.chosenId}
            isTabStop={row.id === tabStop}
            onChoose={() => props.onChoose(row.id)}
            onKeyDown={(event) => onKeyDown(event, place)}
          />
        ))}
      </tbody>
    </Table>
  );
}

function AttributeRow(props: {
  readonly row: EditedAttribute;
  readonly place: number;
  readonly hasProblem: boolean;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  onChoose(): void;
  onKeyDown(event: KeyboardEvent): void;
}) {
  const { attribute } = props.row;
  const t = useTranslations('schemas');
  const isKorean = useLocale() === 'ko';
  const range = [attribute.minimum, attribute.maximum];
  return (
    <tr
      className={classNames(
        'cursor-pointer base:hover:bg-sunken/60',
        props.isChosen && 'bg-accent-soft hover:bg-accent-soft',
      )}
      onClick={props.onChoose}
    >
      <Td className="text-right whitespace-nowrap text-faint">{props.place + 1}</Td>
      <Td>
        <button
          type="button"
          id={rowId(props.row.id)}
          aria-pressed={props.isChosen}
          tabIndex={props.isTabStop ? 0 : -1}
          onClick={props.onChoose}
          onKeyDown={props.onKeyDown}
          className="text-left font-medium"
        >
          {(isKorean ? attribute.nameKo : attribute.nameEn) || t('new-attribute')}
          {attribute.isRequired ? (
            <span className="ml-1 text-bad" title={t('required')}>
              *<span className="sr-only">{t('required')}</span>
            </span>
          ) : null}
        </button>
        <span className="ml-2 text-label text-faint">{attribute.key}</span>
        {props.hasProblem ? (
          <span className="ml-2">
            <Badge tone="bad">{t('problems', { count: 1 })}</Badge>
          </span>
        ) : null}
      </Td>
      <Td className="whitespace-nowrap text-muted">
        {t(`types.${attribute.type}`)}
        {attribute.isMultiple ? ` · ${t('multiple')}` : ''}
      </Td>
      <Td className="whitespace-nowrap text-muted">
        {attribute.unit}
        {range.some((end) => end !== null) ? (
          <span className="ml-1.5 text-label text-faint">
            {range.map((end) => end ?? '').join('–')}
          </span>
        ) : null}
      </Td>
      <Td className="max-w-56 text-muted">
        <span className="block truncate">
          {attribute.values.length > 0
            ? attribute.values.map(({ value }) => value).join(', ')
            : null}
        </span>
      </Td>
    </tr>
  );
}
