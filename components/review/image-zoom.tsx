'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ChevronLeft, ChevronRight, Minus, Plus, RotateCw, Scan } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';

const zoomStep = 1.25;
const largestZoom = 6;
const quarterTurn = 90;

interface Pose {
  readonly place: number;
  readonly zoom: number;
  readonly turn: number;
}

/** One picture large: + − size, R turns, ← → the others, 0 as at first. */
export function ImageZoom(props: {
  readonly urls: readonly string[];
  readonly place: number;
  onClose(): void;
}) {
  const t = useTranslations('review');
  const [pose, setPose] = useState<Pose>({ place: props.place, zoom: 1, turn: 0 });
  const count = props.urls.length;
  const show = (place: number) => setPose({ place: (place + count) % count, zoom: 1, turn: 0 });
  const zoom = (factor: number) =>
    setPose({ ...pose, zoom: Math.min(largestZoom, Math.max(1, pose.zoom * factor)) });
  const acts: Readonly<Record<string, () => void>> = {
    Equal: () => zoom(zoomStep),
    NumpadAdd: () => zoom(zoomStep),
    Minus: () => zoom(1 / zoomStep),
    NumpadSubtract: () => zoom(1 / zoomStep),
    Digit0: () => show(pose.place),
    KeyR: () => setPose({ ...pose, turn: pose.turn + quarterTurn }),
    ArrowRight: () => show(pose.place + 1),
    ArrowLeft: () => show(pose.place - 1),
  };
  const url = props.urls[pose.place];
  return (
    <Dialog
      open
      className="w-[900px]"
      title={t('zoom.title')}
      description={t('zoom.hint')}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <div
        onKeyDown={(event) => {
          const act = acts[event.code];
          if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          act();
        }}
      >
        <div className="relative h-[58vh] overflow-auto rounded-md border border-line bg-sunken">
          {url === undefined ? null : (
            <div
              role="img"
              aria-label={t('evidence.image', { place: pose.place + 1, count })}
              className="bg-contain bg-center bg-no-repeat"
              style={{
                width: `${pose.zoom * 100}%`,
                height: `${pose.zoom * 100}%`,
                backgroundImage: `url(${JSON.stringify(url)})`,
                transform: `rotate(${pose.turn}deg)`,
              }}
            />
          )}
        </div>
        <div className="mt-3 flex items-center gap-1.5">
          <Tool label={t('zoom.previous')} onPress={() => show(pose.place - 1)}>
            <ChevronLeft aria-hidden className="size-4" />
          </Tool>
          <span className="min-w-24 text-center text-muted">
            {t('evidence.image', { place: pose.place + 1, count })}
          </span>
          <Tool label={t('zoom.next')} onPress={() => show(pose.place + 1)}>
            <ChevronRight aria-hidden className="size-4" />
          </Tool>
          <span className="flex-1" />
          <Tool label={t('zoom.out')} onPress={() => zoom(1 / zoomStep)}>
            <Minus aria-hidden className="size-4" />
          </Tool>
          <Tool label={t('zoom.in')} isFirst onPress={() => zoom(zoomStep)}>
            <Plus aria-hidden className="size-4" />
          </Tool>
          <Tool label={t('zoom.reset')} onPress={() => show(pose.place)}>
            <Scan aria-hidden className="size-4" />
          </Tool>
          <Tool
            label={t('zoom.rotate')}
            onPress={() => setPose({ ...pose, turn: pose.turn + quarterTurn })}
          >
            <RotateCw aria-hidden className="size-4" />
          </Tool>
        </div>
      </div>
    </Dialog>
  );
}

function Tool(props: {
  readonly label: string;
  readonly isFirst?: boolean;
  readonly children: ReactNode;
  onPress(): void;
}) {
  return (
    <Button
      size="small"
      aria-label={props.label}
      title={props.label}
      autoFocus={props.isFirst ?? false}
      onClick={props.onPress}
    >
      {props.children}
    </Button>
  );
}
