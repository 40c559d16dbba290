import { HeldValueText } from '@/components/curation/held-value';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Confidence } from '@/components/ui/confidence';
import { Kbd } from '@/components/ui/kbd';
import {
  leastConfidentSamples,
  randomSamples,
  type SweepGroup,
  type SweepSample,
} from '@/lib/sweeps/contract';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

export const sampleColumns = 2;

/** The sample as cards, evidence marked; arrows move, and a list has one stop for Tab. */
export function SampleCards(props: {
  readonly group: SweepGroup;
  readonly focus: number;
  readonly rejectKey: string;
  onFocus(place: number): void;
  onReject(): void;
}) {
  const t = useTranslations('sweeps.group');
  const { group, focus } = props;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const option = list.current?.children[focus];
    if (option instanceof HTMLElement) option.focus({ preventScroll: false });
  }, [focus, group]);
  return (
    <section className="mt-3 mb-4">
      <div className="mb-2 flex items-center gap-3">
        <h2 className="text-value font-semibold">{t('sample')}</h2>
        <p className="text-label text-faint">
          {t('sample-hint', { least: leastConfidentSamples, random: randomSamples })}
        </p>
        <Button size="small" tone="danger" className="ml-auto" onClick={props.onReject}>
          {t('reject')} <Kbd>{props.rejectKey}</Kbd>
        </Button>
      </div>
      <ul
        ref={list}
        role="listbox"
        aria-label={t('sample')}
        className="grid grid-cols-2 gap-2 max-lg:grid-cols-1"
      >
        {group.samples.map((sample, place) => (
          <SampleCard
            key={sample.proposalId}
            sample={sample}
            attribute={group.attribute}
            isFocused={place === focus}
            onFocus={() => props.onFocus(place)}
          />
        ))}
      </ul>
    </section>
  );
}

function SampleCard(props: {
  readonly sample: SweepSample;
  readonly attribute: SweepGroup['attribute'];
  readonly isFocused: boolean;
  onFocus(): void;
}) {
  const t = useTranslations('sweeps.group');
  const { sample, isFocused } = props;
  return (
    <li
      role="option"
      aria-selected={isFocused}
      tabIndex={isFocused ? 0 : -1}
      onClick={props.onFocus}
      className={classNames(
        'flex h-[118px] gap-3 overflow-hidden rounded-lg border bg-pane p-3',
        isFocused ? 'border-accent ring-1 ring-accent' : 'border-line',
      )}
    >
      {sample.imageUrl ? <Picture url={sample.imageUrl} /> : null}
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2 text-label text-faint">
          <Confidence value={sample.confidence} />
          <span>{t(sample.isLeastConfident ? 'least' : 'random')}</span>
          {sample.hasFlags ? <Badge tone="warn">{t('flag')}</Badge> : null}
          <span className="ml-auto truncate">{sample.seller}</span>
        </div>
        <p className="mt-0.5 truncate font-semibold" title={sample.title}>
          {sample.title}
        </p>
        <p lang="ko" className="mt-1 line-clamp-2 font-mono text-[12px] leading-[19px] text-muted">
          {sample.snippet.length === 0 ? t('no-evidence') : null}
          {sample.snippet.map(({ text, isMark }, place) =>
            isMark ? (
              <mark
                key={place}
                className="rounded-[3px] bg-mark px-0.5 font-semibold text-text forced-colors:outline forced-colors:outline-2"
              >
                {text}
              </mark>
            ) : (
              <span key={place}>{text}</span>
            ),
          )}
        </p>
        {sample.current ? (
          <p className="mt-0.5 truncate text-label text-muted">
            {t('current')} <HeldValueText held={sample.current} attribute={props.attribute} />
          </p>
        ) : null}
      </div>
    </li>
  );
}

function Picture({ url }: { readonly url: string }) {
  return (
    <span
      aria-hidden
      className="block size-[88px] shrink-0 rounded-md bg-sunken bg-contain bg-center bg-no-repeat"
      style={{ backgroundImage: `url(${JSON.stringify(url)})` }}
    />
  );
}
