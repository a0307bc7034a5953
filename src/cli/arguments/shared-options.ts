import { Option } from 'commander';
import { basePath, day, hostNames, portNumber } from '../options.ts';
import { PORT } from '../server/listen.ts';

// Options that several commands share.

export const SITE_PATH = 'path of the site’s address, or /';

export function baseOption(fallback: string): Option {
  return new Option('--base <path>', `path of the site on its host (default: ${fallback})`).argParser(basePath);
}

export function audienceOption(): Option {
  const description = 'public leaves out internal documents (default: as in archive.yml)';
  return new Option('--audience <audience>', description).choices(['internal', 'public']);
}

export function asOfOption(): Option {
  return new Option('--as-of <day>', 'the day to use as today, as YYYY-MM-DD (default: today, UTC)').argParser(day);
}

export function verboseOption(): Option {
  return new Option('--verbose', 'list all warnings and notes, even if there are many');
}

export function cacheOption(): Option {
  return new Option(
    '--cache <folder>',
    'folder that keeps results for the next command (default: node_modules/.cache)',
  );
}

export function noCacheOption(): Option {
  return new Option('--no-cache', 'read all documents again, and keep no results');
}

export function hostOption(): Option {
  return new Option('--host <address>', 'address to listen on').default('127.0.0.1');
}

export function allowedHostsOption(): Option {
  return new Option('--allowed-hosts <names>', 'additional host names to serve, separated by commas')
    .argParser(hostNames)
    .default([], 'localhost, addresses and --host');
}

export function portOption(): Option {
  const description = `port to listen on; 0 for any free port (default: ${PORT}, or the next free port)`;
  return new Option('--port <number>', description).argParser(portNumber);
}
