import { languages, renderScreen } from '@/components/ui/test-screen';
import { makeRow } from '@/lib/desk/testing/desk-fixture';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ProposedChips } from './proposed-chips';

const { attribute } = makeRow({
  id: 1,
  type: 'enum',
  isMultiple: true,
  listed: ['HDMI', 'DP', 'USB-C'],
});
const proposed = (surface: string, value: string | null, confidence = 0.97) => ({
  surface,
  value,
  evidence: null,
  confidence,
});

describe('proposed values', () => {
  it.each(languages)('stand each with its own state, none left out (%s)', (language) => {
    const values = [
      proposed('hdmi', 'HDMI'),
      proposed('dp?', 'DP', 0.2),
      proposed('VGA', 'VGA'),
      proposed('포트 셋', null),
    ];
    renderScreen(<ProposedChips values={values} attribute={attribute} />, language);
    const chips = screen.getAllByRole('listitem');
    expect(chips.map((chip) => chip.dataset.state)).toEqual([
      'read',
      'unsure',
      'unlisted',
      'unreadable',
    ]);
    expect(chips.at(-1)?.textContent).toContain('포트 셋');
  });
});
