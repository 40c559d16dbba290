import { classNames } from '@/components/ui/class-names';
import type { TextField } from '@/lib/values/contract';
import {
  layoutSpec,
  segmentText,
  type EvidenceSpan,
  type Segment,
  type SpanTone,
  type TextRange,
} from '@/lib/values/evidence-segments';

export interface EvidenceSource {
  readonly field: TextField;
  readonly reviewId?: number;
}

interface TextProps extends EvidenceSource {
  readonly text: string;
  readonly spans: readonly EvidenceSpan[];
  readonly className?: string;
  onPick(rowId: number): void;
}

const look: Record<SpanTone, string> = {
  focused:
    'bg-mark font-semibold shadow-[0_0_0_2px_var(--mark)] forced-colors:outline-2 forced-colors:outline',
  conflict: 'bg-bad-soft text-bad',
  faint: 'bg-mark-faint',
};

/**
 * A source text with its evidence. Every piece carries its offset, so that a selection can be read
 * back as a range of the text.
 */
export function EvidenceText({ text, spans, className, onPick, ...source }: TextProps) {
  return (
    <span
      className={className}
      data-evidence={source.field}
      data-review-id={source.reviewId}
      lang="ko"
    >
      <Pieces segments={segmentText(text, spans)} onPick={onPick} />
    </span>
  );
}

/** A spec text: a line for each group of segments, separators and markers held back. */
export function SpecText({ text, spans, onPick, ...source }: TextProps) {
  const lines = layoutSpec(text);
  return (
    <div
      className="font-mono text-[12px] leading-[2.05] break-keep"
      data-evidence={source.field}
      lang="ko"
    >
      {lines.map((line, place) => (
        <div key={place}>
          {line.map((piece, index) => (
            <SpecPart
              key={piece.start}
              kind={piece.kind}
              isLast={index === line.length - 1 && place < lines.length - 1}
            >
              <Pieces segments={segmentText(text, spans, piece)} onPick={onPick} />
            </SpecPart>
          ))}
        </div>
      ))}
    </div>
  );
}

function SpecPart(props: {
  readonly kind: 'text' | 'separator' | 'marker';
  /** At the end of a line that another follows. */
  readonly isLast: boolean;
  readonly children: React.ReactNode;
}) {
  switch (props.kind) {
    case 'text':
      return props.children;
    case 'separator':
      // Hidden at the end of a line, yet there: offsets of a selection count every letter.
      return (
        <span className={props.isLast ? 'invisible' : 'px-1 text-faint'}>{props.children}</span>
      );
    case 'marker':
      return <span className="font-semibold text-muted">{props.children}</span>;
  }
}

function Pieces(props: { readonly segments: readonly Segment[]; onPick(rowId: number): void }) {
  return props.segments.map(({ start, text, tone, rowIds }) => {
    const [rowId] = rowIds;
    if (tone === null || rowId === undefined) {
      return (
        <span key={start} data-start={start}>
          {text}
        </span>
      );
    }
    return (
      <mark
        key={start}
        data-start={start}
        data-focused={tone === 'focused' || undefined}
        className={classNames(
          'cursor-pointer rounded-[3px] px-[3px] py-px base:text-inherit',
          look[tone],
        )}
        onClick={() => {
          if (window.getSelection()?.isCollapsed ?? true) props.onPick(rowId);
        }}
      >
        {text}
      </mark>
    );
  });
}

/** What is selected in one evidence text; null when nothing is, or it spans several texts. */
export function readSelection(): (EvidenceSource & TextRange & { readonly text: string }) | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const from = locate(range.startContainer, range.startOffset);
  const to = locate(range.endContainer, range.endOffset);
  if (!from || !to || from.root !== to.root) return null;
  const whole = from.root.textContent ?? '';
  const selected = whole.slice(from.offset, to.offset);
  const start = from.offset + (selected.length - selected.trimStart().length);
  const text = selected.trim();
  if (text === '') return null;
  const reviewId = Number(from.root.dataset.reviewId);
  return {
    field: fieldOf(from.root.dataset.evidence),
    start,
    end: start + text.length,
    text,
    ...(Number.isInteger(reviewId) ? { reviewId } : {}),
  };
}

function fieldOf(name: string | undefined): TextField {
  if (name === 'title' || name === 'description' || name === 'review') return name;
  return 'spec';
}

/** The offset of a DOM position in the text of its evidence root. */
function locate(node: Node, offset: number): { root: HTMLElement; offset: number } | null {
  const element = node instanceof Element ? node : node.parentElement;
  const root = element?.closest<HTMLElement>('[data-evidence]');
  if (!root) return null;
  const before = document.createRange();
  before.selectNodeContents(root);
  before.setEnd(node, offset);
  return { root, offset: before.toString().length };
}
