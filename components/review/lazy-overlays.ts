import { loadPatiently } from '@/lib/browser/load-patiently';
import { whenIdle } from '@/lib/browser/when-idle';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const loadOverlays = () => import('./desk-overlays');

/**
 * Without `ssr: false` it would have no boundary of its own: while it loads, the whole desk would be
 * hidden and lose the focus.
 */
function overlay<Props>(
  pick: (all: Awaited<ReturnType<typeof loadOverlays>>) => React.ComponentType<Props>,
) {
  return dynamic(async () => pick(await loadPatiently(loadOverlays)), { ssr: false });
}

export const CommandPalette = overlay((all) => all.CommandPalette);
export const ConflictDialog = overlay((all) => all.ConflictDialog);
export const DayProgress = overlay((all) => all.DayProgress);
export const GuidelinePanel = overlay((all) => all.GuidelinePanel);
export const CommentsPanel = overlay((all) => all.CommentsPanel);
export const CorrectionOffer = overlay((all) => all.CorrectionOffer);
export const CorrectionPanel = overlay((all) => all.CorrectionPanel);
export const InboxBell = overlay((all) => all.InboxBell);
export const OpenThreads = overlay((all) => all.OpenThreads);
export const RowThreads = overlay((all) => all.RowThreads);
export const SignedOutBanner = overlay((all) => all.SignedOutBanner);
export const SkipForm = overlay((all) => all.SkipForm);
export const TroubleBanner = overlay((all) => all.TroubleBanner);
export const StoryPanel = overlay((all) => all.StoryPanel);
export const ImageZoom = overlay((all) => all.ImageZoom);
export const KeySheet = overlay((all) => all.KeySheet);

/** Dialogs are a download of their own, which must be there when the network is not. */
export function useOverlays(isPainted: boolean): boolean {
  const [areThere, setThere] = useState(false);
  useEffect(() => {
    if (!isPainted) return;
    const load = async () => {
      await loadOverlays();
      setThere(true);
    };
    // Without the network they are fetched when they are wanted.
    return whenIdle(() => void load().catch(() => undefined));
  }, [isPainted]);
  return areThere;
}
