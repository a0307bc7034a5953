/** Wraps content into an SVG of 20 by 10. */
export function svg(content: string, attributes = ''): string {
  const namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
  return `<svg ${namespaces} width="20" height="10" ${attributes}>${content}</svg>`;
}

const style = (css: string) => svg(`<style><![CDATA[${css}]]></style><text class="a" y="9">a</text>`);
const drawn = (attributes: string) =>
  svg(`<path d="M0 0h9v9z" stroke="red" ${attributes}/><image width="9" height="9" ${attributes}/><text>a</text>`);

/**
 * SVG files that, opened on their own, send a request to an address such as `https://evil.example` in at least one
 * browser.
 */
export function askingSvgs(host: string): [name: string, text: string][] {
  const escaped = 'u\\72l';
  return [
    ['@import url()', style(`@import url(${host}/a.css);`)],
    ['@import of a string', style(`@import "${host}/a.css";`)],
    ['@import in capitals', style(`@IMPORT URL("${host}/a.css") screen;`)],
    ['@import with an escape', style(`@\\69mport "${host}/a.css";`)],
    ['@import behind a comment', style(`/* */@import/**/"${host}/a.css";`)],
    ['@import in an HTML comment', style(`<!-- @import "${host}/a.css"; -->`)],
    ['@import behind what is no rule', style(`@charset "utf-8";;@import "${host}/a.css";`)],
    ['@import with the host in an address without scheme', style(`@import "${host.replace(/^https?:/, '')}/a.css";`)],
    [
      '@namespace and a font',
      style(`@namespace url(${host}/ns);@font-face{font-family:f;src:url(${host}/f.woff)}.a{font-family:f}`),
    ],
    ['url() in a style sheet', style(`svg{background:url(${host}/a.png)}`)],
    ['url() with an escape', style(`svg{background:${escaped}(${host}/a.png)}`)],
    ['url() of a string', style(`svg{background:URL( '${host}/a.png' )}`)],
    ['url() in @media', style(`@media all{@supports (fill:red){svg{background:url(${host}/a.png)}}}`)],
    ['url() in a nested rule', style(`svg{& .a,&{background:url(${host}/a.png)}}`)],
    ['url() in @keyframes', style(`@keyframes k{from,to{background:url(${host}/a.png)}}svg{animation:k 9s infinite}`)],
    ['url() in a variable', style(`svg{--x:url(${host}/a.png);background:var(--x)}`)],
    ['url() behind a broken string', style(`svg{color:"x\n;background:url(${host}/a.png)}`)],
    ['url() behind a broken block', style(`a{b:c]}svg{background:url(${host}/a.png)}`)],
    ['url() behind brackets', style(`a{b:(};}svg{background:url(${host}/a.png)}) }svg{background:url(${host}/b.png)}`)],
    ['image-set()', style(`svg{background:image-set("${host}/a.png" 1x)}`)],
    ['-webkit-image-set()', style(`svg{background:-webkit-image-set(url(${host}/a.png) 1x)}`)],
    ['cross-fade()', style(`svg{background:-webkit-cross-fade(url(${host}/a.png),url(${host}/b.png),50%)}`)],
    ['src() and image()', style(`svg{background:src("${host}/a.png");mask:image("${host}/b.png")}`)],
    [
      'content',
      style(
        `.a::before{content:url(${host}/a.png)}svg{list-style:url(${host}/b.png);border-image:url(${host}/c.png) 1}`,
      ),
    ],
    ['a shape', style(`svg{shape-outside:url(${host}/a.svg);offset-path:url(${host}/b.svg)}`)],
    [
      'a style sheet with a prefix',
      svg(`<x:style xmlns:x="http://www.w3.org/2000/svg">@import "${host}/a.css";</x:style>`),
    ],
    ['a style sheet of HTML', svg(`<style xmlns="http://www.w3.org/1999/xhtml">@import "${host}/a.css";</style>`)],
    ['a style sheet in pieces', svg(`<style>@imp<g/>ort "${host}<![CDATA[/a.css";]]></style>`)],
    ['a style sheet by an instruction', `<?xml-stylesheet href="${host}/a.css"?>${svg('')}`],
    [
      'an entity in a style sheet',
      `<!DOCTYPE svg [<!ENTITY e "${host}/a.css">]>${svg('<style>@import "&e;";</style>')}`,
    ],
    ['an external entity', `<!DOCTYPE svg [<!ENTITY e SYSTEM "${host}/e.xml">]>${svg('')}`],
    ['an external subset', `<!DOCTYPE svg SYSTEM "${host}/svg.dtd">${svg('')}`],
    ['a style attribute', drawn(`style="background:url(${host}/a.png);filter:url(${host}/f.svg#f)"`)],
    ['a style attribute of the root', svg('', `style="background:url(${host}/a.png)"`)],
    ['a style attribute with an escape', svg('', `style="background:${escaped}(${host}/a.png)"`)],
    ['a style attribute with an entity', svg('', `style="background:u&#x72;l(${host}/a.png)"`)],
    ...[
      'fill',
      'stroke',
      'clip-path',
      'mask',
      'filter',
      'marker-start',
      'marker-mid',
      'marker-end',
      'marker',
      'cursor',
    ].map((name): [string, string] => [`the attribute ${name}`, drawn(`${name}="url(${host}/${name}.svg#a)"`)]),
    ['an attribute with an escape', drawn(`fill="${escaped}(${host}/fill.svg#a)" mask="\\75 rl(${host}/mask.svg#a)"`)],
    ['an attribute in capitals and quotes', drawn(`filter="URL('${host}/filter.svg#a')"`)],
    [
      'an image',
      svg(`<image width="9" height="9" href="${host}/a.png"/><image width="9" height="9" xlink:href="${host}/b.png"/>`),
    ],
    [
      'an image with another prefix',
      svg(`<image xmlns:x="http://www.w3.org/1999/xlink" width="9" height="9" x:href="${host}/a.png"/>`),
    ],
    ['an image by xml:base', svg(`<g xml:base="${host}/"><image width="9" height="9" href="a.png"/></g>`)],
    [
      'an SVG within',
      svg(
        `<image width="9" height="9" href="data:image/svg+xml,${encodeURIComponent(svg(`<image href="${host}/a.png"/>`))}"/>`,
      ),
    ],
    ['a use', svg(`<use href="${host}/a.svg#a"/><use xlink:href="${host}/b.svg#a"/>`)],
    [
      'a feImage',
      svg(`<filter id="f"><feImage href="${host}/a.png"/></filter><rect width="9" height="9" filter="url(#f)"/>`),
    ],
    [
      'a pattern, gradient and path of elsewhere',
      svg(
        `<pattern id="p" href="${host}/a.svg#p"/><linearGradient id="g" href="${host}/b.svg#g"/><text><textPath href="${host}/c.svg#t">a</textPath></text><animateMotion><mpath href="${host}/d.svg#m"/></animateMotion>`,
      ),
    ],
    ['an animated image', svg(`<image width="9" height="9"><set attributeName="href" to="${host}/a.png"/></image>`)],
    [
      'an animated image with a prefix',
      svg(
        `<image width="9" height="9"><animate attributeName="xlink:href" values="${host}/a.png;${host}/b.png" dur="1s"/></image>`,
      ),
    ],
    [
      'an animated fill',
      drawn('').replace(
        '/>',
        `><animate attributeName="fill" values="url(${host}/a.svg#a);url(${host}/b.svg#a)" dur="1s"/><set attributeName="filter" to="url(${host}/c.svg#a)"/></path>`,
      ),
    ],
    [
      'an animated value between quotes',
      drawn('').replace(
        '/>',
        `><animate attributeName="mask" values="';url(${host}/a.svg#a);'" keyTimes="0;0;1" calcMode="discrete" dur="99s"/></path>`,
      ),
    ],
    ['an animated style', svg(`<g><set attributeName="style" to="background:url(${host}/a.png)"/></g>`)],
    [
      'HTML',
      svg(
        `<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="${host}/a.png"/></foreignObject>`,
      ),
    ],
    [
      'HTML without foreignObject',
      svg(
        `<img xmlns="http://www.w3.org/1999/xhtml" src="${host}/a.png"/><g><link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="${host}/a.css"/></g>`,
      ),
    ],
    [
      'a script',
      svg(`<script href="${host}/a.js"/><script xlink:href="${host}/b.js"/><script>fetch('${host}/c')</script>`),
    ],
    ['a handler', svg(`<image href="data:," onerror="fetch('${host}/a')"/>`, `onload="fetch('${host}/b')"`)],
    [
      'audio and video',
      svg(`<video xmlns="http://www.w3.org/1999/xhtml" src="${host}/a.mp4" autoplay=""/><audio href="${host}/a.mp3"/>`),
    ],
    [
      'a cursor and a font',
      svg(
        `<cursor id="c" href="${host}/a.png"/><font-face-uri href="${host}/a.svg#f"/><color-profile href="${host}/a.icc"/>`,
      ),
    ],
  ];
}

/** Pieces of CSS that cause a request or disguise one, to be combined in any order. */
export function askingPieces(host: string): string[] {
  const bare = host.replace(/^https?:/, '');
  return [
    ...['url(', 'u\\72l(', 'URL( ', 'src(', 'image-set(', 'var(--x)', 'rotate(', 'calc(', '(', ')', '[', ']', '{', '}'],
    ...[
      '@import ',
      '@\\69mport ',
      '@media ',
      '@font-face',
      '@supports ',
      '@',
      ';',
      ':',
      ',',
      '"',
      "'",
      '\\',
      '\\\n',
      '\n',
    ],
    ...[
      '/*',
      '*/',
      '/**/',
      '<!--',
      '-->',
      '#a',
      'fill:',
      'background:',
      '--x:',
      'a',
      ' ',
      '!important',
      'data:font/woff2,',
    ],
    ...[`${host}/a`, `"${host}/a"`, `url(${host}/a)`, `'${host}/a'`, `${bare}/a`, 'u+0-7F', '1e3px', '%', '\u202E'],
  ];
}
