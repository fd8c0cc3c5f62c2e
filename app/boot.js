// Starts the app. Where it cannot start (no wasm, a file cut short, ten seconds gone), the plain part of the page shows instead.
import init from '/assets/app.js';

// The page asked for may be in a file of its own: that is sent for now, not when the app finds out.
const files = 'files by page';
const [, page, , part] = location.pathname.split('/');
const named = { partnerships: 'district', papers: 'minutes', letter: 'minutes' };
for (const file of files[named[part ?? page] ?? part] ?? files[page] ?? []) {
  document.head.append(
    Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href: file }),
  );
}

const plain = document.getElementById('plain');

function fallBack(reason) {
  plain.querySelector('.plain-reason').textContent = `What the browser said: ${reason}`;
  plain.hidden = false;
}

const late = setTimeout(() => fallBack('it is taking longer than ten seconds'), 10_000);

init({ module_or_path: '/assets/app.wasm' }).then(
  () => {
    clearTimeout(late);
    plain.hidden = true;
  },
  (error) => {
    clearTimeout(late);
    fallBack(error);
  },
);
