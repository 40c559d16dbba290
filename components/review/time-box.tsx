'use client';

import { loadPatiently } from '@/lib/browser/load-patiently';
import type { DeskView } from '@/lib/desk/desk-view';
import { useNow } from '@/lib/desk/hooks';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';

const TimeUp = dynamic(async () => (await loadPatiently(() => import('./time-up'))).TimeUp, {
  ssr: false,
});

const minuteMs = 60_000;

/** What is left of the time that the person has, and what was found in it; at its end, a summary. */
export function TimeBox({ view, minutes }: { readonly view: DeskView; readonly minutes: number }) {
  const t = useTranslations('review.time-box');
  const now = useNow(1000);
  const [hasGoneOn, goOn] = useState(false);
  const seconds = Math.max(0, Math.ceil((view.beganAt + minutes * minuteMs - now) / 1000));
  const found = view.desk.found.reduce((sum, count) => sum + count, 0);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <>
      <span role="timer" className={seconds < 60 ? 'text-warn' : undefined}>
        {t('left', { time, found })}
      </span>
      {seconds === 0 && !hasGoneOn ? (
        <TimeUp
          minutes={minutes}
          products={view.desk.submittedAt.length}
          found={found}
          onGoOn={() => goOn(true)}
        />
      ) : null}
    </>
  );
}
