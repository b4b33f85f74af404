// A page's title with what belongs to it and its verbs; also the browser's title.
import { useEffect, type ReactNode } from "react";

interface Props {
  title: ReactNode;
  plain: string;
  children?: ReactNode;
  acts?: ReactNode;
  above_one?: boolean; // a phone shows one thing at a time: the head of a list goes while one of its rows is open
}
export function PageHead({ title, plain, children, acts, above_one }: Props) {
  useEffect(() => {
    document.title = `${plain} · Jidoka`;
  }, [plain]);
  return (
    <header className={`head ${above_one ? "above-one" : ""}`}>
      <h1>{title}</h1>
      {children}
      {acts && <div className="acts">{acts}</div>}
    </header>
  );
}
