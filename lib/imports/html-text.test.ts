import { describe, expect, it } from 'vitest';
import { htmlToText } from './html-text';

describe('HTML as text', () => {
  it.each([
    ['용량 < 3kg, 5 > 2, <세트> A&B', '용량 < 3kg, 5 > 2, <세트> A&B'],
    ['&quot;한빛&quot; &amp; &#39;A&#39; &#x41;', '"한빛" & \'A\' A'],
    ['<p>높이 <b>75cm</b><br>폭 120cm</p>', '높이 75cm\n폭 120cm'],
    ['<table><tr><th>용량</th><td>750ml</td></tr></table>', '용량: 750ml'],
    [
      '<table><tr><th>용량</th><td>1L</td><th>무게:</th><td><p>380g</p></td></tr></table>',
      '용량: 1L\n무게: 380g',
    ],
    ['<dl><dt>재질</dt><dd>유리</dd><dt>색</dt><dd>빨강</dd></dl>', '재질: 유리\n색: 빨강'],
    ['a<style>p{width:500ml}</style><script>var a="<b>";</script>b', 'ab'],
    ['<p style="width:500ml">보온</p><!-- 500ml -->', '보온'],
    ['<img src="a.jpg"><img src="b.jpg">', ''],
    ['&lt;p&gt;1.7L&lt;/p&gt;', '1.7L'],
    ['&lt;세트&gt;', '<세트>'],
  ])('reads %s', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
});
