// A store that is still empty: what to do, in order, instead of a board of nothings.
import { useTranslation } from "react-i18next";

const commands: Record<string, string> = {
  plant: "jidoka apply plant/ --store STORE",
  token: "jidoka token create --store STORE --user press-gateway --role source",
  readings: 'curl -H "Authorization: Bearer TOKEN" -H "Content-Type: application/json" \\\n  -d \'[{"equipment":"IM-01","tag":"melt_temp","value":231.2,"uom":"Cel"}]\' \\\n  ADDRESS/api/v1/readings',
};

export function FirstSteps() {
  const { t } = useTranslation();
  return (
    <section className="card first-steps">
      <h2 style={{ fontSize: 16 }}>{t("first.title")}</h2>
      <ol>
        {(["plant", "token", "readings", "look"] as const).map((step, i) => (
          <li key={step}>
            <span className="step" aria-hidden="true">{i + 1}</span>
            <div>
              <b>{t(`first.${step}`)}</b>
              <p className="soft">{t(`first.${step}_what`)}</p>
              {commands[step] && <pre className="mono" tabIndex={0}>{commands[step].replace("ADDRESS", window.location.origin)}</pre>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
