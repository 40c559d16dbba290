'use client';

import { Checkbox, Input } from '@/components/ui/field';
import { errorKind } from '@/lib/values/decision';
import { useTranslations } from 'next-intl';
import { useId } from 'react';

interface Choice {
  readonly errorKinds: readonly string[];
  /** By error kind, as typed; empty is 1. */
  readonly weights: Readonly<Record<string, string>>;
}

/** Which errors of the model a recipe takes in, and how often each is repeated for training. */
export function ErrorKinds(props: {
  readonly chosen: Choice['errorKinds'];
  readonly weights: Choice['weights'];
  readonly error: string | undefined;
  onChange(part: Partial<Choice>): void;
}) {
  const { chosen, weights, onChange } = props;
  const t = useTranslations('datasets');
  const names = useTranslations('review.error-kind');
  const hintId = useId();
  const set = chosen.length + Object.values(weights).filter((weight) => weight !== '').length;
  return (
    <details className="rounded-md border border-line" open={set > 0}>
      <summary className="cursor-pointer px-3 py-2 text-label font-medium text-muted">
        {t('error-kinds')}
      </summary>
      <div className="border-t border-line px-3 py-2">
        <p id={hintId} className="mb-2 text-label text-faint">
          {t('error-kinds-hint')}
        </p>
        <table className="w-full">
          <thead>
            <tr className="text-left text-label text-muted">
              <th scope="col" className="pb-1 font-medium">
                {t('error-kind-only')}
              </th>
              <th scope="col" className="w-20 pb-1 font-medium">
                {t('error-weight')}
              </th>
            </tr>
          </thead>
          <tbody>
            {errorKind.options.map((kind) => (
              <tr key={kind}>
                <td className="py-0.5">
                  <label className="flex items-center gap-2">
                    <Checkbox
                      checked={chosen.includes(kind)}
                      aria-describedby={hintId}
                      onChange={({ target }) =>
                        onChange({
                          errorKinds: errorKind.options.filter((each) =>
                            each === kind ? target.checked : chosen.includes(each),
                          ),
                        })
                      }
                    />
                    {names(kind)}
                  </label>
                </td>
                <td className="py-0.5">
                  <Input
                    type="number"
                    min={1}
                    max={10}
                    className="h-7 w-16"
                    aria-label={`${names(kind)} – ${t('error-weight')}`}
                    placeholder="1"
                    value={weights[kind] ?? ''}
                    onChange={({ target }) =>
                      onChange({ weights: { ...weights, [kind]: target.value } })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {props.error ? <p className="mt-1 text-label text-bad">{props.error}</p> : null}
      </div>
    </details>
  );
}
