// Runs before the first paint, so that a dark screen never flashes white.
(function () {
  var kept = null;
  try {
    kept = localStorage.getItem('atrium-scheme');
  } catch {
    /* private mode: follow the system */
  }
  var dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
