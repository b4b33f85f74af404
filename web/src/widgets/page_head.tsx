// A page's title with what belongs to it and its verbs; also the browser's title.
import { useEffect, type ReactNode } from "react";

export function PageHead({ title, plain, children, acts }: { title: ReactNode; plain: string; children?: ReactNode; acts?: ReactNode }) {
  useEffect(() => {
    document.title = `${plain} · Jidoka`;
  }, [plain]);
  return (
    <header className="head">
      <h1>{title}</h1>
      {children}
      {acts && <div className="acts">{acts}</div>}
    </header>
  );
}
