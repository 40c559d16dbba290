import { Field, Input, Select } from '@/components/ui/field';
import type { ImportMapping } from '@/lib/imports/column-mapping';
import type { ImportPreview } from '@/lib/imports/contract';
import {
  delimiter,
  quoting,
  textEncoding,
  type Delimiter,
  type ReadingChoices,
} from '@/lib/imports/file-format';
import { useTranslations } from 'next-intl';

export const delimiterNames = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' } as const;

const delimiterSigns: Readonly<Record<Delimiter, string>> = {
  ',': ',',
  '\t': 'Tab',
  ';': ';',
  '|': '|',
};

interface ReadingFormProps {
  readonly preview: ImportPreview;
  readonly mapping: ImportMapping;
  onChange(reading: ReadingChoices): void;
}

/** How the file is read: what was seen in it, to be changed where it is not so. */
export function ReadingForm({ preview, mapping, onChange }: ReadingFormProps) {
  const t = useTranslations('imports');
  const { format } = preview;
  const isTable = format.kind === 'delimited' || format.kind === 'workbook';
  const choose = (part: ReadingChoices) => onChange({ ...mapping.reading, ...part });
  return (
    <section aria-label={t('reading-title')} className="border-b border-line pb-4">
      <h2 className="text-value font-semibold">{t('reading-title')}</h2>
      {format.isEncodingCertain ? (
        <p className="mb-4 text-muted">{t('reading-lead')}</p>
      ) : (
        <p role="alert" className="mb-4 text-warn">
          {t('encoding-ask')}
        </p>
      )}
      <div className="grid grid-cols-4 gap-x-4 gap-y-3 max-lg:grid-cols-2">
        {format.kind === 'workbook' ? (
          <SheetSelect preview={preview} onChange={(sheet) => choose({ sheet })} />
        ) : (
          <EncodingSelect preview={preview} onChange={(encoding) => choose({ encoding })} />
        )}
        {format.kind === 'delimited' ? (
          <DelimiterSelects preview={preview} onChange={choose} />
        ) : null}
        {isTable ? (
          <HeaderRowInput
            found={preview.headerRow}
            chosen={mapping.reading.headerRow}
            onChange={(headerRow) => {
              const rest = { ...mapping.reading };
              delete rest.headerRow;
              onChange(headerRow === null ? rest : { ...rest, headerRow });
            }}
          />
        ) : null}
      </div>
    </section>
  );
}

function SheetSelect(props: { readonly preview: ImportPreview; onChange(sheet: string): void }) {
  const t = useTranslations('imports');
  const { sheets, sheet } = props.preview.format;
  return (
    <Field label={t('sheet')}>
      {(ids) => (
        <Select
          {...ids}
          value={sheet ?? sheets[0] ?? ''}
          onChange={(event) => props.onChange(event.target.value)}
        >
          {sheets.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function EncodingSelect(props: {
  readonly preview: ImportPreview;
  onChange(encoding: ReadingChoices['encoding']): void;
}) {
  const t = useTranslations('imports');
  const { encoding, isEncodingCertain } = props.preview.format;
  return (
    <Field label={t('encoding')}>
      {(ids) => (
        <Select
          {...ids}
          value={isEncodingCertain ? encoding : ''}
          onChange={(event) => props.onChange(textEncoding.parse(event.target.value))}
        >
          {isEncodingCertain ? null : <option value="" disabled />}
          {textEncoding.options.map((name) => (
            <option key={name} value={name}>
              {t(`encodings.${name}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function DelimiterSelects(props: {
  readonly preview: ImportPreview;
  onChange(part: ReadingChoices): void;
}) {
  const t = useTranslations('imports');
  const { format } = props.preview;
  return (
    <>
      <Field label={t('delimiter')}>
        {(ids) => (
          <Select
            {...ids}
            value={format.delimiter}
            onChange={(event) => props.onChange({ delimiter: delimiter.parse(event.target.value) })}
          >
            {delimiter.options.map((sign) => (
              <option key={sign} value={sign}>
                {delimiterSigns[sign]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('quoting')}>
        {(ids) => (
          <Select
            {...ids}
            value={format.quoting}
            onChange={(event) => props.onChange({ quoting: quoting.parse(event.target.value) })}
          >
            {quoting.options.map((name) => (
              <option key={name} value={name}>
                {t(`quoting-${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

function HeaderRowInput(props: {
  readonly found: number | null;
  readonly chosen: number | undefined;
  onChange(row: number | null): void;
}) {
  const t = useTranslations('imports');
  return (
    <Field label={t('header-row')} hint={t('header-row-hint')}>
      {(ids) => (
        <Input
          {...ids}
          type="number"
          min={1}
          max={1_000}
          defaultValue={props.chosen ?? ''}
          placeholder={props.found === null ? '' : String(props.found)}
          onBlur={(event) => {
            const row = event.target.valueAsNumber;
            const isRow = Number.isInteger(row) && row >= 1 && row <= 1_000;
            props.onChange(isRow ? row : null);
          }}
        />
      )}
    </Field>
  );
}
