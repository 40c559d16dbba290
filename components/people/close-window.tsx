'use client';

import { announceSignIn } from '@/lib/browser/signed-in';
import { useEffect } from 'react';

/** Tells the interrupted page, and closes the window that it opened; one that a person opened stays. */
export function CloseWindow() {
  useEffect(() => {
    announceSignIn();
    window.close();
  }, []);
  return null;
}
