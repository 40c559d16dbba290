'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ChevronLeft, ChevronRight, Minus, Plus, RotateCw, Scan } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

const zoomStep = 1.25;
const largestZoom = 6;
const quarterTurn = 90;
/** Of the frame, for one press. */
const panStep = 0.2;

interface Pose {
  readonly place: number;
  readonly zoom: number;
  readonly turn: number;
}

/** One picture large: + − size, R turns, ← → the others, with Shift its hidden parts, 0 as at first. */
export function ImageZoom(props: {
  readonly urls: readonly string[];
  readonly place: number;
  onClose(): void;
}) {
  const t = useTranslations('review');
  const [pose, setPose] = useState<Pose>({ place: props.place, zoom: 1, turn: 0 });
  const count = props.urls.length;
  const show = (place: number) => setPose({ place: (place + count) % count, zoom: 1, turn: 0 });
  const frame = useRef<HTMLDivElement>(null);
  /** What part of the picture is in the middle of the frame: it stays there when the size changes. */
  const middle = useRef({ x: 0.5, y: 0.5 });
  const zoom = (factor: number) => {
    const seen = frame.current;
    if (seen) {
      middle.current = {
        x: (seen.scrollLeft + seen.clientWidth / 2) / seen.scrollWidth,
        y: (seen.scrollTop + seen.clientHeight / 2) / seen.scrollHeight,
      };
    }
    setPose({ ...pose, zoom: Math.min(largestZoom, Math.max(1, pose.zoom * factor)) });
  };
  useLayoutEffect(() => {
    const seen = frame.current;
    if (!seen) return;
    seen.scrollLeft = middle.current.x * seen.scrollWidth - seen.clientWidth / 2;
    seen.scrollTop = middle.current.y * seen.scrollHeight - seen.clientHeight / 2;
  }, [pose.zoom]);
  const turn = () => setPose({ ...pose, turn: pose.turn + quarterTurn });
  const pan = (x: number, y: number) => {
    const seen = frame.current;
    seen?.scrollBy(x * panStep * seen.clientWidth, y * panStep * seen.clientHeight);
  };
  const acts: Readonly<Record<string, () => void>> = {
    Equal: () => zoom(zoomStep),
    NumpadAdd: () => zoom(zoomStep),
    Minus: () => zoom(1 / zoomStep),
    NumpadSubtract: () => zoom(1 / zoomStep),
    Digit0: () => show(pose.place),
    KeyR: turn,
    ArrowRight: () => show(pose.place + 1),
    ArrowLeft: () => show(pose.place - 1),
  };
  const pans: Readonly<Record<string, () => void>> = {
    ArrowRight: () => pan(1, 0),
    ArrowLeft: () => pan(-1, 0),
    ArrowDown: () => pan(0, 1),
    ArrowUp: () => pan(0, -1),
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
          const act = (event.shiftKey ? pans[event.code] : undefined) ?? acts[event.code];
          if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          act();
        }}
      >
        <div
          ref={frame}
          className="h-[58vh] overflow-auto rounded-md border border-line bg-sunken [container-type:size]"
        >
          {url === undefined ? null : (
            <Picture
              url={url}
              pose={pose}
              label={t('evidence.image', { place: pose.place + 1, count })}
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
          <Tool label={t('zoom.rotate')} onPress={turn}>
            <RotateCw aria-hidden className="size-4" />
          </Tool>
        </div>
      </div>
    </Dialog>
  );
}

/** As large as the frame allows, times the zoom; lying on its side it takes the frame's other side. */
function Picture(props: { readonly url: string; readonly pose: Pose; readonly label: string }) {
  const { zoom, turn } = props.pose;
  const width = `${zoom * 100}cqw`;
  const height = `${zoom * 100}cqh`;
  const isOnSide = turn % (2 * quarterTurn) !== 0;
  return (
    <div className="relative overflow-clip" style={{ width, height }}>
      <div
        role="img"
        aria-label={props.label}
        className="absolute top-1/2 left-1/2 bg-contain bg-center bg-no-repeat"
        style={{
          width: isOnSide ? height : width,
          height: isOnSide ? width : height,
          backgroundImage: `url(${JSON.stringify(props.url)})`,
          transform: `translate(-50%, -50%) rotate(${turn}deg)`,
        }}
      />
    </div>
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
