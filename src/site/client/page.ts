// What every page does.
import './page-address.ts';
import './section-row.ts';
import './shortcuts.ts';
