// A scanner out of the camera, where the browser brings a reader of codes of its own (BarcodeDetector). The first code ends it.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Sheet } from "./sheet";

interface Detector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: { new (): Detector };

export default function Camera({ close, found }: { close: () => void; found: (code: string) => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [refused, set_refused] = useState(false);
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    let stream: MediaStream | undefined;
    let going = true;
    const look = async (detector: Detector) => {
      while (going) {
        const codes = video.current && video.current.readyState >= 2 ? await detector.detect(video.current).catch(() => []) : [];
        const code = codes[0]?.rawValue.trim();
        if (going && code) return latest.current(code);
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
    };
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: "environment" } })
      .then(async (opened) => {
        stream = opened;
        if (!going || !video.current) return opened.getTracks().forEach((track) => track.stop());
        video.current.srcObject = opened;
        await video.current.play();
        await look(new BarcodeDetector());
      })
      .catch(() => set_refused(true));
    return () => {
      going = false;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return (
    <Sheet title={t("camera.title")} close={close}>
      <p className="soft" style={{ padding: "0 18px 12px" }} role="status">{t(refused ? "camera.refused" : "camera.what")}</p>
      {!refused && <video ref={video} muted playsInline style={{ width: "100%", display: "block", background: "#000", aspectRatio: "4 / 3" }} />}
    </Sheet>
  );
}
