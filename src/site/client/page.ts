// What every page does.
import './page-address.ts';
import './search/dialog/open.ts';
import './section-row.ts';
import './shortcuts.ts';
