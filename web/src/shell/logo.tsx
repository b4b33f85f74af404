export function Logo() {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" fill="none" strokeWidth="4" aria-hidden="true">
      <path d="M19.1 18.1A9 9 0 1 1 19.1 5.9" stroke="var(--ink)" />
      <path d="M18.9 5.7a9 9 0 0 1 0 12.6" stroke="var(--bad)" />
    </svg>
  );
}
