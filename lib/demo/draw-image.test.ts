import { describe, expect, it } from 'vitest';
import { categoryRecipes } from './categories';
import { drawImage, readImageName } from './draw-image';
import { demoProductsPerCategory, demoSeed, generateCatalogue } from './generate';

describe('drawn product images', () => {
  it('draws every image that the demo catalogue names', () => {
    const catalogue = generateCatalogue({
      seed: demoSeed,
      productsPerCategory: demoProductsPerCategory,
    });
    const urls = catalogue.products.flatMap((product) => product.imageUrls);
    for (const url of urls) {
      const name = readImageName(url.replace('/api/demo-images/', ''));
      expect(name, url).not.toBeNull();
      if (name) expect(drawImage(name)).toMatch(/^<svg .*<\/svg>$/);
    }
  });

  it('draws the same name the same way and another product another way', () => {
    const first = readImageName('monitor_navy_4fa3c1_front.svg');
    const second = readImageName('monitor_navy_4fa3c2_front.svg');
    if (!first || !second) throw new Error('names were not read');
    expect(drawImage(first)).toBe(drawImage({ ...first }));
    expect(drawImage(first)).not.toBe(drawImage(second));
  });

  it('has a drawing of its own for every category', () => {
    const pictures = categoryRecipes.map(({ drawing }) =>
      drawImage({ drawing, colour: 'navy', modelId: '4fa3c1', view: 'front' }),
    );
    expect(new Set(pictures).size).toBe(categoryRecipes.length);
  });

  it.each([
    'monitor_navy_4fa3c1_front.png',
    'monitor_navy_4fa3c1_back.svg',
    'monitor_navy_4fa3_front.svg',
    'constructor_navy_4fa3c1_front.svg',
    '../monitor_navy_4fa3c1_front.svg',
    'sofa_navy_4fa3c1_front.svg',
    '',
  ])('refuses the name %j', (name) => {
    expect(readImageName(name)).toBeNull();
  });

  it('writes only numbers and colours into the document', () => {
    for (const { drawing } of categoryRecipes) {
      for (const view of ['front', 'side', 'detail'] as const) {
        const picture = drawImage({ drawing, colour: 'nothing-such', modelId: '000000', view });
        expect(picture).not.toMatch(/NaN|undefined|null|<script/);
      }
    }
  });
});
