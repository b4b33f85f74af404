import { createRoot } from "react-dom/client";
import { App } from "@/shell/app";
import { start_language } from "@/text";
import "@/shell/base.css";

await start_language();
createRoot(document.getElementById("root")!).render(<App />);
