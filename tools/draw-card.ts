/** Draws public/card.png, the image for link previews, from the logo. Run by hand: `node tools/draw-card.ts`. */
import sharp from 'sharp';

const CARD = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630">
  <rect width="1200" height="630" fill="#f4f6f3"/>
  <rect y="606" width="1200" height="24" fill="#0d5f58"/>
  <g transform="translate(264 100) scale(16.8)">
    <circle cx="9" cy="12" r="7" fill="#17211e"/>
    <circle cx="29" cy="12" r="6" fill="none" stroke="#17211e" stroke-width="2"/>
    <path d="M21.5 19.5 36.5 4.5" stroke="#ad370e" stroke-width="2.6" stroke-linecap="round"/>
  </g>
</svg>`;

await sharp(Buffer.from(CARD))
  .png({ palette: true, compressionLevel: 9 })
  .toFile(new URL('../public/card.png', import.meta.url).pathname);
